package dev.kedge.model.qwen2;

import dev.kedge.model.BlockDesign;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.DecoderVariant;
import dev.kedge.model.Family;
import dev.kedge.model.SlidingWindow;
import tools.jackson.databind.node.ObjectNode;

/**
 * The dense models of Qwen2 and Qwen2.5 (arXiv:2407.10671, arXiv:2412.15115), as {@code Qwen2ForCausalLM} of
 * transformers computes them: biases at queries, keys and values only. Defaults of absent keys are those of
 * {@code Qwen2Config}.
 */
public final class Qwen2 implements Family {

    private static final DecoderKeys.Defaults DEFAULTS = new DecoderKeys.Defaults(32_768, 1e-6, 10_000, false);

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
        document.notNull("head_dim");
        DecoderConfig plain = DecoderKeys.read(document, DEFAULTS)
                .keyValueHeads(DecoderKeys.keyValueHeads(document, document.integer("num_attention_heads"), 32))
                .queryKeyValueBias(true)
                .build();
        BlockDesign block = BlockDesign.llama(DecoderKeys.activation(document), false, false);
        return plain.toBuilder()
                .variant(DecoderVariant.of(block, SlidingWindow.qwen(document, plain.layers(), plain.maxPositions())))
                .build();
    }

    @Override
    public boolean describes(DecoderConfig config) {
        BlockDesign block = config.variant().block();
        return config.queryKeyValueBias()
                && !config.queryKeyNorm()
                && block.equals(BlockDesign.llama(block.activation(), false, false))
                && SlidingWindow.isOneWindow(config)
                && config.rope().turnedShare() == 1;
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        DecoderKeys.write(config, target);
        DecoderKeys.writeHeadWidth(config, target);
        SlidingWindow.writeQwen(config, target);
    }
}
