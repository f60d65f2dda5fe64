package dev.kedge.model;

/**
 * The shape and the features of a decoder; together with the weights all that the forward pass depends on.
 *
 * @param vocabularySize V, number of token ids
 * @param hiddenSize D, model width
 * @param feedForwardSize F, width of the gated feed-forward block
 * @param layers number of decoder layers, at most 1000
 * @param queryHeads H
 * @param keyValueHeads K, a divisor of H
 * @param headWidth d, even; {@code H·d} need not equal D
 * @param normEpsilon added to the mean square in every RMS norm
 * @param rope the rotary frequencies
 * @param maxPositions positions run from 0 to {@code maxPositions - 1}
 * @param tiedEmbeddings whether the vocabulary projection is the embedding matrix
 * @param queryKeyValueBias whether the products that make queries, keys and values have a bias (Qwen2)
 * @param queryKeyNorm whether queries and keys pass an RMS norm over d before the rotary positions (Qwen3)
 * @param initializerRange standard deviation of freshly drawn matrices
 */
public record DecoderConfig(
        int vocabularySize,
        int hiddenSize,
        int feedForwardSize,
        int layers,
        int queryHeads,
        int keyValueHeads,
        int headWidth,
        double normEpsilon,
        RotaryParameters rope,
        int maxPositions,
        boolean tiedEmbeddings,
        boolean queryKeyValueBias,
        boolean queryKeyNorm,
        double initializerRange) {

    private static final int MAX_LAYERS = 1000;

    /** Checks ranges and that heads divide. */
    public DecoderConfig {
        positive("vocabulary size", vocabularySize);
        positive("hidden size", hiddenSize);
        positive("feed-forward size", feedForwardSize);
        positive("layers", layers);
        positive("query heads", queryHeads);
        positive("key-value heads", keyValueHeads);
        positive("head width", headWidth);
        positive("max positions", maxPositions);
        if (layers > MAX_LAYERS) { // before a broken file makes anybody lay out a billion of them
            throw new IllegalArgumentException("layers must be <= " + MAX_LAYERS + ", got " + layers);
        }
        if (queryHeads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    "query heads must be a multiple of key-value heads, got " + queryHeads + " and " + keyValueHeads);
        }
        if (headWidth % 2 != 0) {
            throw new IllegalArgumentException("head width must be even for rotary positions, got " + headWidth);
        }
        if (!(normEpsilon > 0 && normEpsilon < 1)) {
            throw new IllegalArgumentException("norm epsilon must be in (0, 1), got " + normEpsilon);
        }
        if (!(initializerRange > 0 && initializerRange < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("initializer range must be > 0 and finite, got " + initializerRange);
        }
    }

    /**
     * A decoder without biases whose rotary positions are not scaled.
     *
     * @param vocabularySize V
     * @param hiddenSize D
     * @param feedForwardSize F
     * @param layers number of decoder layers
     * @param queryHeads H
     * @param keyValueHeads K
     * @param headWidth d
     * @param normEpsilon added to the mean square
     * @param ropeTheta base of the rotary frequencies
     * @param maxPositions how many positions there are
     * @param tiedEmbeddings whether the vocabulary projection is the embedding matrix
     * @param queryKeyNorm whether queries and keys pass a norm
     * @param initializerRange standard deviation of freshly drawn matrices
     */
    public DecoderConfig(
            int vocabularySize,
            int hiddenSize,
            int feedForwardSize,
            int layers,
            int queryHeads,
            int keyValueHeads,
            int headWidth,
            double normEpsilon,
            double ropeTheta,
            int maxPositions,
            boolean tiedEmbeddings,
            boolean queryKeyNorm,
            double initializerRange) {
        this(
                vocabularySize,
                hiddenSize,
                feedForwardSize,
                layers,
                queryHeads,
                keyValueHeads,
                headWidth,
                normEpsilon,
                RotaryParameters.unscaled(ropeTheta),
                maxPositions,
                tiedEmbeddings,
                false,
                queryKeyNorm,
                initializerRange);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be >= 1, got " + value);
        }
    }
}
