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
 * @param variant what makes it another decoder than Llama's beside the sizes
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
        double initializerRange,
        DecoderVariant variant) {

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
        if (!(normEpsilon >= 0 && normEpsilon < 1)) {
            throw new IllegalArgumentException("norm epsilon must be in [0, 1), got " + normEpsilon);
        }
        if (!(initializerRange >= 0 && initializerRange < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("initializer range must be >= 0 and finite, got " + initializerRange);
        }
        if (!variant.layerKinds().isEmpty() && variant.layerKinds().size() != layers) {
            throw new IllegalArgumentException("there must be a kind for each of " + layers + " layers, got "
                    + variant.layerKinds().size());
        }
        rope.byLength().ifPresent(scaling -> scaling.checkWidth(rope.turnedWidth(headWidth)));
    }

    /**
     * A decoder of Llama's variant.
     *
     * @param vocabularySize V
     * @param hiddenSize D
     * @param feedForwardSize F
     * @param layers number of decoder layers
     * @param queryHeads H
     * @param keyValueHeads K
     * @param headWidth d
     * @param normEpsilon added to the mean square
     * @param rope the rotary frequencies
     * @param maxPositions how many positions there are
     * @param tiedEmbeddings whether the vocabulary projection is the embedding matrix
     * @param queryKeyValueBias whether queries, keys and values have a bias
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
            RotaryParameters rope,
            int maxPositions,
            boolean tiedEmbeddings,
            boolean queryKeyValueBias,
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
                rope,
                maxPositions,
                tiedEmbeddings,
                queryKeyValueBias,
                queryKeyNorm,
                initializerRange,
                DecoderVariant.LLAMA);
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
                initializerRange,
                DecoderVariant.LLAMA);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be >= 1, got " + value);
        }
    }

    /** A builder; what has no usual value must be set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** A collector of the values of a {@link DecoderConfig}, for those that are set by name. */
    public static final class Builder {

        private int vocabularySize;
        private int hiddenSize;
        private int feedForwardSize;
        private int layers;
        private int queryHeads;
        private int keyValueHeads;
        private int headWidth;
        private double normEpsilon = 1e-6;
        private RotaryParameters rope = RotaryParameters.unscaled(10_000);
        private int maxPositions;
        private boolean tiedEmbeddings = true;
        private boolean queryKeyValueBias;
        private boolean queryKeyNorm;
        private double initializerRange = 0.02;
        private DecoderVariant variant = DecoderVariant.LLAMA;

        private Builder() {}

        private Builder(DecoderConfig from) {
            vocabularySize = from.vocabularySize();
            hiddenSize = from.hiddenSize();
            feedForwardSize = from.feedForwardSize();
            layers = from.layers();
            queryHeads = from.queryHeads();
            keyValueHeads = from.keyValueHeads();
            headWidth = from.headWidth();
            normEpsilon = from.normEpsilon();
            rope = from.rope();
            maxPositions = from.maxPositions();
            tiedEmbeddings = from.tiedEmbeddings();
            queryKeyValueBias = from.queryKeyValueBias();
            queryKeyNorm = from.queryKeyNorm();
            initializerRange = from.initializerRange();
            variant = from.variant();
        }

        /**
         * Sets {@code vocabularySize}.
         *
         * @param value V, number of token ids
         */
        public Builder vocabularySize(int value) {
            vocabularySize = value;
            return this;
        }

        /**
         * Sets {@code hiddenSize}.
         *
         * @param value D, model width
         */
        public Builder hiddenSize(int value) {
            hiddenSize = value;
            return this;
        }

        /**
         * Sets {@code feedForwardSize}.
         *
         * @param value F, width of the gated feed-forward block
         */
        public Builder feedForwardSize(int value) {
            feedForwardSize = value;
            return this;
        }

        /**
         * Sets {@code layers}.
         *
         * @param value number of decoder layers, at most 1000
         */
        public Builder layers(int value) {
            layers = value;
            return this;
        }

        /**
         * Sets {@code queryHeads}.
         *
         * @param value H
         */
        public Builder queryHeads(int value) {
            queryHeads = value;
            return this;
        }

        /**
         * Sets {@code keyValueHeads}.
         *
         * @param value K, a divisor of H
         */
        public Builder keyValueHeads(int value) {
            keyValueHeads = value;
            return this;
        }

        /**
         * Sets {@code headWidth}.
         *
         * @param value d, even; {@code H·d} need not equal D
         */
        public Builder headWidth(int value) {
            headWidth = value;
            return this;
        }

        /**
         * Sets {@code normEpsilon}.
         *
         * @param value added to the mean square in every RMS norm
         */
        public Builder normEpsilon(double value) {
            normEpsilon = value;
            return this;
        }

        /**
         * Sets {@code rope}.
         *
         * @param value the rotary frequencies
         */
        public Builder rope(RotaryParameters value) {
            rope = value;
            return this;
        }

        /**
         * Sets {@code maxPositions}.
         *
         * @param value positions run from 0 to {@code maxPositions - 1}
         */
        public Builder maxPositions(int value) {
            maxPositions = value;
            return this;
        }

        /**
         * Sets {@code tiedEmbeddings}.
         *
         * @param value whether the vocabulary projection is the embedding matrix
         */
        public Builder tiedEmbeddings(boolean value) {
            tiedEmbeddings = value;
            return this;
        }

        /**
         * Sets {@code queryKeyValueBias}.
         *
         * @param value whether the products that make queries, keys and values have a bias (Qwen2)
         */
        public Builder queryKeyValueBias(boolean value) {
            queryKeyValueBias = value;
            return this;
        }

        /**
         * Sets {@code queryKeyNorm}.
         *
         * @param value whether queries and keys pass an RMS norm over d before the rotary positions (Qwen3)
         */
        public Builder queryKeyNorm(boolean value) {
            queryKeyNorm = value;
            return this;
        }

        /**
         * Sets {@code initializerRange}.
         *
         * @param value standard deviation of freshly drawn matrices
         */
        public Builder initializerRange(double value) {
            initializerRange = value;
            return this;
        }

        /**
         * Sets {@code variant}.
         *
         * @param value what makes it another decoder than Llama's beside the sizes
         */
        public Builder variant(DecoderVariant value) {
            variant = value;
            return this;
        }

        /** The values together, checked. */
        public DecoderConfig build() {
            return new DecoderConfig(
                    vocabularySize,
                    hiddenSize,
                    feedForwardSize,
                    layers,
                    queryHeads,
                    keyValueHeads,
                    headWidth,
                    normEpsilon,
                    rope,
                    maxPositions,
                    tiedEmbeddings,
                    queryKeyValueBias,
                    queryKeyNorm,
                    initializerRange,
                    variant);
        }
    }
}
