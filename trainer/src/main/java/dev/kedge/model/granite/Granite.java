package dev.kedge.model.granite;

import dev.kedge.model.BlockDesign;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.DecoderVariant;
import dev.kedge.model.Family;
import dev.kedge.model.Multipliers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ObjectNode;

/**
 * Granite 3 as {@code GraniteForCausalLM} of transformers computes it: Llama with numbers that scale embeddings,
 * scores, what layers add, and logits (after Yang et al. 2022, arXiv:2203.03466). Defaults of absent keys are those of
 * {@code GraniteConfig}.
 */
public final class Granite implements Family {

    private static final String EMBEDDING = "embedding_multiplier";
    private static final String ATTENTION = "attention_multiplier";
    private static final String RESIDUAL = "residual_multiplier";
    private static final String LOGITS = "logits_scaling";
    private static final DecoderKeys.Defaults DEFAULTS = new DecoderKeys.Defaults(2048, 1e-6, 10_000, false);

    @Override
    public String modelType() {
        return "granite";
    }

    @Override
    public String architecture() {
        return "GraniteForCausalLM";
    }

    @Override
    public DecoderConfig read(ConfigDocument document) {
        document.notNull("head_dim", "attention_bias", "mlp_bias", EMBEDDING, ATTENTION, RESIDUAL, LOGITS);
        boolean bias = document.flag("attention_bias", false);
        BlockDesign block = BlockDesign.llama(DecoderKeys.activation(document), bias, document.flag("mlp_bias", false));
        Multipliers multipliers = new Multipliers(
                document.decimal(EMBEDDING, 1),
                false,
                document.decimal(RESIDUAL, 1),
                OptionalDouble.of(document.decimal(ATTENTION, 1)),
                OptionalDouble.empty(),
                document.decimal(LOGITS, 1),
                OptionalDouble.empty());
        return DecoderKeys.read(document, DEFAULTS)
                .queryKeyValueBias(bias)
                .variant(new DecoderVariant(block, multipliers, List.of(), Optional.empty()))
                .build();
    }

    @Override
    public boolean describes(DecoderConfig config) {
        DecoderVariant variant = config.variant();
        BlockDesign block = variant.block();
        Multipliers multipliers = variant.multipliers();
        return block.isLlama()
                && multipliers.scores().isPresent()
                && multipliers.scoreCap().isEmpty()
                && multipliers.logitCap().isEmpty()
                && !multipliers.roundedEmbedding()
                && variant.layerKinds().isEmpty()
                && config.queryKeyValueBias() == block.outputBias()
                && !config.queryKeyNorm()
                && config.rope().turnedShare() == 1;
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        DecoderKeys.write(config, target);
        Multipliers multipliers = config.variant().multipliers();
        target.put("attention_bias", config.queryKeyValueBias());
        target.put("mlp_bias", config.variant().block().feedForwardBias());
        DecoderKeys.writeHeadWidth(config, target);
        target.put(EMBEDDING, multipliers.embedding());
        target.put(ATTENTION, multipliers.scores().orElseThrow());
        target.put(RESIDUAL, multipliers.residual());
        target.put(LOGITS, multipliers.logitDivisor());
    }
}
