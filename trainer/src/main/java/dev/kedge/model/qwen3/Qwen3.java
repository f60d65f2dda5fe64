package dev.kedge.model.qwen3;

import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.Family;
import dev.kedge.model.RotaryParameters;
import dev.kedge.model.SlidingWindow;
import tools.jackson.databind.node.ObjectNode;

/**
 * The dense models of Qwen3 (arXiv:2505.09388), as {@code Qwen3ForCausalLM} of transformers computes them. Defaults of
 * absent keys are those of {@code Qwen3Config}.
 */
public final class Qwen3 implements Family {

    @Override
    public String modelType() {
        return "qwen3";
    }

    @Override
    public String architecture() {
        return "Qwen3ForCausalLM";
    }

    @Override
    public DecoderConfig read(ConfigDocument document) {
        int heads = document.integer("num_attention_heads");
        int layers = document.integer("num_hidden_layers");
        DecoderKeys.check(document);
        document.notNull("head_dim");
        int positions = document.integer("max_position_embeddings", 32_768);
        document.only("attention_bias", false);
        SlidingWindow.refuse(document, layers, positions);
        return new DecoderConfig(
                document.integer("vocab_size"),
                document.integer("hidden_size"),
                document.integer("intermediate_size"),
                layers,
                heads,
                DecoderKeys.keyValueHeads(document, heads, 32),
                document.integer("head_dim", 128),
                document.decimal("rms_norm_eps", 1e-6),
                RotaryParameters.read(document, 10_000, positions),
                positions,
                document.flag("tie_word_embeddings", false),
                false,
                true,
                document.decimal("initializer_range", 0.02));
    }

    @Override
    public boolean describes(DecoderConfig config) {
        return config.queryKeyNorm() && !config.queryKeyValueBias();
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        DecoderKeys.write(config, target);
        target.put("attention_bias", false);
        target.put("head_dim", config.headWidth());
        SlidingWindow.writeNone(config, target);
    }
}
