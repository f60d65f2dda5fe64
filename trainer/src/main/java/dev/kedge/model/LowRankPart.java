package dev.kedge.model;

/**
 * One matrix of a block of which at least one has an adapter.
 *
 * @param weight the matrix
 * @param rank r of its adapter; 0 if it has none
 * @param scale of its adapter's product
 * @param number unique among the parts of all blocks; names its dropout
 */
record LowRankPart(ParameterSlot weight, int rank, double scale, int number) {

    boolean adapted() {
        return rank > 0;
    }

    /** Its outputs. */
    long rows() {
        return weight.shape()[0];
    }
}
