package dev.kedge.model.qwen3;

import dev.kedge.model.BlockDesign;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.DecoderVariant;
import dev.kedge.model.Family;
import dev.kedge.model.SlidingWindow;
import tools.jackson.databind.node.ObjectNode;

/**
 * The dense models of Qwen3 (arXiv:2505.09388), as {@code Qwen3ForCausalLM} of transformers computes them. Defaults of
 * absent keys are those of {@code Qwen3Config}.
 */
public final class Qwen3 implements Family {

    private static final DecoderKeys.Defaults DEFAULTS = new DecoderKeys.Defaults(32_768, 1e-6, 10_000, false);

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
        document.notNull("head_dim", "attention_bias");
        boolean bias = document.flag("attention_bias", false);
        DecoderConfig plain = DecoderKeys.read(document, DEFAULTS)
                .keyValueHeads(DecoderKeys.keyValueHeads(document, document.integer("num_attention_heads"), 32))
                .headWidth(document.integer("head_dim", 128))
                .queryKeyValueBias(bias)
                .queryKeyNorm(true)
                .build();
        BlockDesign block = BlockDesign.llama(DecoderKeys.activation(document), bias, false);
        return plain.toBuilder()
                .variant(DecoderVariant.of(block, SlidingWindow.qwen(document, plain.layers(), plain.maxPositions())))
                .build();
    }

    @Override
    public boolean describes(DecoderConfig config) {
        BlockDesign block = config.variant().block();
        return config.queryKeyNorm()
                && config.queryKeyValueBias() == block.outputBias()
                && block.equals(BlockDesign.llama(block.activation(), block.outputBias(), false))
                && SlidingWindow.isOneWindow(config)
                && config.rope().turnedShare() == 1;
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        DecoderKeys.write(config, target);
        target.put("attention_bias", config.queryKeyValueBias());
        target.put("head_dim", config.headWidth());
        SlidingWindow.writeQwen(config, target);
    }
}
