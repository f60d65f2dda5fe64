package dev.kedge.model;

/**
 * The make of a layer, where it is not Llama's.
 *
 * @param activation at the gate of the feed-forward block
 * @param norms where they stand
 * @param normsAroundOne whether a norm multiplies by {@code 1 + w} in place of w (Gemma)
 * @param queryKeyNormOverAllHeads whether the norm of queries and keys, if there is one, is over all heads together
 *     (OLMo 2)
 * @param outputBias whether the product behind attention has a bias
 * @param feedForwardBias whether the three products of the feed-forward block have a bias
 * @param stacked whether queries, keys and values are stored as one matrix, and gate and up as another (Phi-3)
 */
public record BlockDesign(
        Activation activation,
        NormPlacement norms,
        boolean normsAroundOne,
        boolean queryKeyNormOverAllHeads,
        boolean outputBias,
        boolean feedForwardBias,
        boolean stacked) {

    /** Llama's. */
    public static final BlockDesign LLAMA =
            new BlockDesign(Activation.SILU, NormPlacement.BEFORE, false, false, false, false, false);

    /**
     * Llama's with other biases and another activation.
     *
     * @param activation at the gate of the feed-forward block
     * @param outputBias whether the product behind attention has a bias
     * @param feedForwardBias whether the three products of the feed-forward block have a bias
     */
    public static BlockDesign llama(Activation activation, boolean outputBias, boolean feedForwardBias) {
        return new BlockDesign(activation, NormPlacement.BEFORE, false, false, outputBias, feedForwardBias, false);
    }

    /**
     * Whether it is Llama's but for activation and biases.
     *
     * @return false for other norms and other ways of storing
     */
    public boolean isLlama() {
        return equals(llama(activation, outputBias, feedForwardBias));
    }
}
