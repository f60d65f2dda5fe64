package dev.kedge.model;

/**
 * One matrix of a block of which at least one has an adapter.
 *
 * @param weight the matrix
 * @param adapted whether it has one
 * @param number unique among the parts of all blocks; names its dropout
 */
record LowRankPart(ParameterSlot weight, boolean adapted, int number) {

    /** Its outputs. */
    long rows() {
        return weight.shape()[0];
    }
}
