package dev.kedge.model.qwen2;

import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.Family;
import dev.kedge.model.RotaryParameters;
import dev.kedge.model.SlidingWindow;
import tools.jackson.databind.node.ObjectNode;

/**
 * The dense models of Qwen2 and Qwen2.5 (arXiv:2407.10671, arXiv:2412.15115), as {@code Qwen2ForCausalLM} of
 * transformers computes them: biases at queries, keys and values only. Defaults of absent keys are those of
 * {@code Qwen2Config}.
 */
public final class Qwen2 implements Family {

    @Override
    public String modelType() {
        return "qwen2";
    }

    @Override
    public String architecture() {
        return "Qwen2ForCausalLM";
    }

    @Override
    public DecoderConfig read(ConfigDocument document) {
        int layers = document.integer("num_hidden_layers");
        int width = document.integer("hidden_size");
        int heads = document.integer("num_attention_heads");
        DecoderKeys.check(document);
        document.notNull("head_dim");
        int positions = document.integer("max_position_embeddings", 32_768);
        SlidingWindow.refuse(document, layers, positions);
        return new DecoderConfig(
                document.integer("vocab_size"),
                width,
                document.integer("intermediate_size"),
                layers,
                heads,
                DecoderKeys.keyValueHeads(document, heads, 32),
                document.integer("head_dim", width / Math.max(1, heads)),
                document.decimal("rms_norm_eps", 1e-6),
                RotaryParameters.read(document, 10_000, positions),
                positions,
                document.flag("tie_word_embeddings", false),
                true,
                false,
                document.decimal("initializer_range", 0.02));
    }

    @Override
    public boolean describes(DecoderConfig config) {
        return config.queryKeyValueBias() && !config.queryKeyNorm();
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        DecoderKeys.write(config, target);
        if (config.headWidth() * config.queryHeads() != config.hiddenSize()) {
            target.put("head_dim", config.headWidth());
        }
        SlidingWindow.writeNone(config, target);
    }
}
