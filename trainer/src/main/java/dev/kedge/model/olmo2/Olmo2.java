package dev.kedge.model.olmo2;

import dev.kedge.model.Activation;
import dev.kedge.model.BlockDesign;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.DecoderVariant;
import dev.kedge.model.Family;
import dev.kedge.model.NormPlacement;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * OLMo 2 (arXiv:2501.00656) as {@code Olmo2ForCausalLM} of transformers computes it: norms behind attention and
 * feed-forward block in place of before them, and a norm over all queries and over all keys. Defaults of absent keys
 * are those of {@code Olmo2Config}.
 */
public final class Olmo2 implements Family {

    private static final DecoderKeys.Defaults DEFAULTS = new DecoderKeys.Defaults(2048, 1e-5, 10_000, false);

    @Override
    public String modelType() {
        return "olmo2";
    }

    @Override
    public String architecture() {
        return "Olmo2ForCausalLM";
    }

    @Override
    public DecoderConfig read(ConfigDocument document) {
        document.notNull("head_dim", "attention_bias");
        boolean bias = document.flag("attention_bias", false);
        return DecoderKeys.read(document, DEFAULTS)
                .queryKeyValueBias(bias)
                .queryKeyNorm(true)
                .variant(DecoderVariant.of(design(DecoderKeys.activation(document), bias), List.of()))
                .build();
    }

    private static BlockDesign design(Activation activation, boolean bias) {
        return new BlockDesign(activation, NormPlacement.AFTER, false, true, bias, false, false);
    }

    @Override
    public boolean describes(DecoderConfig config) {
        BlockDesign block = config.variant().block();
        return block.equals(design(block.activation(), block.outputBias()))
                && config.variant().equals(DecoderVariant.of(block, List.of()))
                && config.queryKeyValueBias() == block.outputBias()
                && config.queryKeyNorm()
                && config.rope().turnedShare() == 1;
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        DecoderKeys.write(config, target);
        target.put("attention_bias", config.queryKeyValueBias());
        DecoderKeys.writeHeadWidth(config, target);
    }
}
