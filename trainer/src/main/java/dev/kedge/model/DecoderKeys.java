package dev.kedge.model;

import tools.jackson.databind.node.ObjectNode;

/** The keys of {@code config.json} that every family reads and writes alike. */
public final class DecoderKeys {

    private static final String KEY_VALUE_HEADS = "num_key_value_heads";

    private DecoderKeys() {}

    /**
     * Refuses what no family computes: an activation that is not SiLU, under either of its names, and {@code null}
     * where transformers refuses it.
     *
     * @param document the whole {@code config.json}
     */
    public static void check(ConfigDocument document) {
        document.notNull(
                "rms_norm_eps", "tie_word_embeddings", "initializer_range", "max_position_embeddings", "hidden_act");
        document.only("hidden_act", "silu", "swish");
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
     * Writes shape, norm, rotary positions and what else is common, as transformers 4 spells it.
     *
     * @param config shape and features
     * @param target receives the keys
     */
    public static void write(DecoderConfig config, ObjectNode target) {
        target.put("attention_dropout", 0.0);
        target.put("hidden_act", "silu");
        target.put("hidden_size", config.hiddenSize());
        target.put("initializer_range", config.initializerRange());
        target.put("intermediate_size", config.feedForwardSize());
        target.put("max_position_embeddings", config.maxPositions());
        target.put("num_attention_heads", config.queryHeads());
        target.put("num_hidden_layers", config.layers());
        target.put(KEY_VALUE_HEADS, config.keyValueHeads());
        target.put("rms_norm_eps", config.normEpsilon());
        config.rope().write(target);
        target.put("tie_word_embeddings", config.tiedEmbeddings());
        target.put("use_cache", true);
        target.put("vocab_size", config.vocabularySize());
    }
}
