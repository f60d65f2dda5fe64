package dev.kedge.model.llama;

import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.Family;
import dev.kedge.model.RotaryParameters;
import tools.jackson.databind.node.ObjectNode;

/**
 * Llama 2 and 3 (arXiv:2307.09288, arXiv:2407.21783) and the many models of that shape, as {@code LlamaForCausalLM} of
 * transformers computes them, without biases. Defaults of absent keys are those of {@code LlamaConfig}.
 */
public class Llama implements Family {

    @Override
    public String modelType() {
        return "llama";
    }

    @Override
    public String architecture() {
        return "LlamaForCausalLM";
    }

    @Override
    public DecoderConfig read(ConfigDocument document) {
        int width = document.integer("hidden_size");
        int heads = document.integer("num_attention_heads");
        int positions = document.integer("max_position_embeddings", defaultPositions());
        DecoderKeys.check(document);
        document.only("attention_bias", false);
        document.only("mlp_bias", false);
        return new DecoderConfig(
                document.integer("vocab_size"),
                width,
                document.integer("intermediate_size"),
                document.integer("num_hidden_layers"),
                heads,
                DecoderKeys.keyValueHeads(document, heads, defaultKeyValueHeads(heads)),
                document.integer("head_dim", width / Math.max(1, heads)),
                document.decimal("rms_norm_eps", 1e-6),
                RotaryParameters.read(document, 10_000, positions),
                positions,
                document.flag("tie_word_embeddings", false),
                false,
                false,
                document.decimal("initializer_range", 0.02));
    }

    int defaultKeyValueHeads(int queryHeads) {
        return queryHeads;
    }

    int defaultPositions() {
        return 2048;
    }

    @Override
    public boolean describes(DecoderConfig config) {
        return !config.queryKeyValueBias() && !config.queryKeyNorm();
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        DecoderKeys.write(config, target);
        target.put("attention_bias", false);
        target.put("head_dim", config.headWidth());
        target.put("mlp_bias", false);
        target.put("pretraining_tp", 1);
    }
}
