package dev.kedge.model.gemma;

import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.DecoderVariant;
import dev.kedge.model.Family;
import dev.kedge.model.LayerKind;
import dev.kedge.model.LayerKind.Positions;
import dev.kedge.model.Multipliers;
import dev.kedge.model.RotaryKeys;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gemma 2 (arXiv:2408.00118) as {@code Gemma2ForCausalLM} of transformers computes it: norms around each block, bounded
 * scores and logits, a window in every other layer. Defaults of absent keys are those of {@code Gemma2Config}.
 */
public final class Gemma2 implements Family {

    private static final DecoderKeys.Defaults DEFAULTS = new DecoderKeys.Defaults(8192, 1e-6, 10_000, true);

    @Override
    public String modelType() {
        return "gemma2";
    }

    @Override
    public String architecture() {
        return "Gemma2ForCausalLM";
    }

    @Override
    public DecoderConfig read(ConfigDocument document) {
        DecoderConfig.Builder sizes = GemmaKeys.sizes(document, DEFAULTS);
        DecoderConfig plain = sizes.build();
        Multipliers multipliers = GemmaKeys.multipliers(
                document,
                GemmaKeys.cap(document, GemmaKeys.SCORE_CAP, OptionalDouble.of(50)),
                GemmaKeys.cap(document, GemmaKeys.FINAL_CAP, OptionalDouble.of(30)));
        int window = GemmaKeys.window(document);
        List<LayerKind> kinds = GemmaKeys.sliding(document, plain.layers(), 2).stream()
                .map(slides -> slides ? LayerKind.windowed(window) : LayerKind.FULL)
                .toList();
        return sizes.rope(RotaryKeys.read(document, DEFAULTS.theta(), plain.maxPositions()))
                .variant(new DecoderVariant(GemmaKeys.design(document), multipliers, kinds, Optional.empty()))
                .build();
    }

    @Override
    public boolean describes(DecoderConfig config) {
        return GemmaKeys.describes(config)
                && !config.queryKeyNorm()
                && config.variant().localRope().isEmpty()
                && config.variant().layerKinds().stream().allMatch(kind -> kind.positions() == Positions.GLOBAL);
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        GemmaKeys.write(config, target);
        GemmaKeys.putCap(
                target, GemmaKeys.SCORE_CAP, config.variant().multipliers().scoreCap());
    }
}
