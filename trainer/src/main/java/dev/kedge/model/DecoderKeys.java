package dev.kedge.model;

import tools.jackson.databind.node.ObjectNode;

/** The keys of {@code config.json} that every family writes alike. */
public final class DecoderKeys {

    private DecoderKeys() {}

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
        target.put("num_key_value_heads", config.keyValueHeads());
        target.put("rms_norm_eps", config.normEpsilon());
        config.rope().write(target);
        target.put("tie_word_embeddings", config.tiedEmbeddings());
        target.put("use_cache", true);
        target.put("vocab_size", config.vocabularySize());
    }
}
