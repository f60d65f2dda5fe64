package dev.kedge.model;

import tools.jackson.databind.node.ObjectNode;

/** The keys of {@code config.json} that every family reads and writes alike. */
public final class DecoderKeys {

    private static final String KEY_VALUE_HEADS = "num_key_value_heads";
    private static final String ACTIVATION = "hidden_act";

    private DecoderKeys() {}

    /**
     * The meaning of absent keys, by family.
     *
     * @param positions {@code max_position_embeddings}
     * @param normEpsilon {@code rms_norm_eps}
     * @param theta {@code rope_theta}
     * @param tied {@code tie_word_embeddings}
     */
    public record Defaults(int positions, double normEpsilon, double theta, boolean tied) {}

    /**
     * Reads sizes, norm, rotary positions and what else is common.
     *
     * @param document the whole {@code config.json}
     * @param defaults what absent keys mean
     * @return with as many key-value heads as query heads unless the file says another number, and heads that share the
     *     width unless it says {@code head_dim}
     * @throws IllegalArgumentException if a value is {@code null} where transformers refuses it, missing or wrong
     */
    public static DecoderConfig.Builder read(ConfigDocument document, Defaults defaults) {
        int positions = document.integer("max_position_embeddings", defaults.positions());
        return sizes(document, defaults).rope(RotaryKeys.read(document, defaults.theta(), positions));
    }

    /**
     * The same without rotary positions, for families that read these in their own way.
     *
     * @param document the whole {@code config.json}
     * @param defaults what absent keys mean
     * @return as {@link #read}, with unscaled positions
     */
    public static DecoderConfig.Builder sizes(ConfigDocument document, Defaults defaults) {
        document.notNull("rms_norm_eps", "tie_word_embeddings", "initializer_range", "max_position_embeddings");
        int positions = document.integer("max_position_embeddings", defaults.positions());
        int width = document.integer("hidden_size");
        int heads = document.integer("num_attention_heads");
        return DecoderConfig.builder()
                .vocabularySize(document.integer("vocab_size"))
                .hiddenSize(width)
                .feedForwardSize(document.integer("intermediate_size"))
                .layers(document.integer("num_hidden_layers"))
                .queryHeads(heads)
                .keyValueHeads(document.integer(KEY_VALUE_HEADS, heads))
                .headWidth(document.integer("head_dim", width / Math.max(1, heads)))
                .normEpsilon(document.decimal("rms_norm_eps", defaults.normEpsilon()))
                .maxPositions(positions)
                .tiedEmbeddings(document.flag("tie_word_embeddings", defaults.tied()))
                .initializerRange(document.decimal("initializer_range", 0.02));
    }

    /**
     * Refuses a width that is no multiple of the query heads, where transformers refuses it.
     *
     * @param document the whole {@code config.json}
     */
    public static void checkWidth(ConfigDocument document) {
        int width = document.integer("hidden_size");
        int heads = document.integer("num_attention_heads");
        if (heads > 0 && width % heads != 0) {
            throw new IllegalArgumentException(
                    "hidden_size must be a multiple of num_attention_heads, got " + width + " and " + heads);
        }
    }

    /**
     * Writes {@code head_dim} where heads do not share the width.
     *
     * @param config shape and features
     * @param target receives the key
     */
    public static void writeHeadWidth(DecoderConfig config, ObjectNode target) {
        if (config.headWidth() * config.queryHeads() != config.hiddenSize()) {
            target.put("head_dim", config.headWidth());
        }
    }

    /**
     * How many key-value heads there are.
     *
     * @param document the whole {@code config.json}
     * @param queryHeads what {@code null} means: a key-value head for each
     * @param otherwise the family's default, which an absent key means
     */
    public static int keyValueHeads(ConfigDocument document, int queryHeads, int otherwise) {
        return document.integer(KEY_VALUE_HEADS, document.isNull(KEY_VALUE_HEADS) ? queryHeads : otherwise);
    }

    /**
     * The activation, under {@code hidden_act}.
     *
     * @param document the whole {@code config.json}
     */
    public static Activation activation(ConfigDocument document) {
        document.notNull(ACTIVATION);
        return Activation.read(document, ACTIVATION, Activation.SILU);
    }

    /**
     * Writes shape, norm, rotary positions and what else is common, as transformers 4 spells it.
     *
     * @param config shape and features
     * @param target receives the keys
     */
    public static void write(DecoderConfig config, ObjectNode target) {
        target.put("attention_dropout", 0.0);
        target.put(ACTIVATION, config.variant().block().activation().text());
        target.put("hidden_size", config.hiddenSize());
        target.put("initializer_range", config.initializerRange());
        target.put("intermediate_size", config.feedForwardSize());
        target.put("max_position_embeddings", config.maxPositions());
        target.put("num_attention_heads", config.queryHeads());
        target.put("num_hidden_layers", config.layers());
        target.put(KEY_VALUE_HEADS, config.keyValueHeads());
        target.put("rms_norm_eps", config.normEpsilon());
        RotaryKeys.write(config.rope(), target);
        target.put("tie_word_embeddings", config.tiedEmbeddings());
        target.put("use_cache", true);
        target.put("vocab_size", config.vocabularySize());
    }
}
