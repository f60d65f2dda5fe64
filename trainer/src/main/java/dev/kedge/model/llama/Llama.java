package dev.kedge.model.llama;

import dev.kedge.model.BlockDesign;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.DecoderVariant;
import dev.kedge.model.Family;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Llama 2 and 3 (arXiv:2307.09288, arXiv:2407.21783) and the many models of that shape, as {@code LlamaForCausalLM} of
 * transformers computes them. Defaults of absent keys are those of {@code LlamaConfig}.
 */
public final class Llama implements Family {

    private static final DecoderKeys.Defaults DEFAULTS = new DecoderKeys.Defaults(2048, 1e-6, 10_000, false);

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
        document.notNull("attention_bias", "mlp_bias");
        DecoderKeys.checkWidth(document);
        boolean bias = document.flag("attention_bias", false);
        BlockDesign block = BlockDesign.llama(DecoderKeys.activation(document), bias, document.flag("mlp_bias", false));
        return DecoderKeys.read(document, DEFAULTS)
                .queryKeyValueBias(bias)
                .variant(DecoderVariant.of(block, List.of()))
                .build();
    }

    @Override
    public boolean describes(DecoderConfig config) {
        BlockDesign block = config.variant().block();
        return config.variant().equals(DecoderVariant.of(block, List.of()))
                && block.isLlama()
                && config.queryKeyValueBias() == block.outputBias()
                && !config.queryKeyNorm()
                && config.rope().turnedShare() == 1;
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        DecoderKeys.write(config, target);
        target.put("attention_bias", config.queryKeyValueBias());
        target.put("head_dim", config.headWidth());
        target.put("mlp_bias", config.variant().block().feedForwardBias());
        target.put("pretraining_tp", 1);
    }
}
