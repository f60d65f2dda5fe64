package dev.kedge.model.phi3;

import dev.kedge.model.Activation;
import dev.kedge.model.BlockDesign;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.DecoderVariant;
import dev.kedge.model.Family;
import dev.kedge.model.LayerKind;
import dev.kedge.model.LongRopeScaling;
import dev.kedge.model.NormPlacement;
import dev.kedge.model.RotaryKeys;
import dev.kedge.model.RotaryParameters;
import dev.kedge.model.RotaryScaling;
import dev.kedge.model.SlidingWindow;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * Phi-3, Phi-3.5 and Phi-4 (arXiv:2404.14219, arXiv:2412.08905) as {@code Phi3ForCausalLM} of transformers computes
 * them: Llama with matrices stored together, rotary positions on part of a head, and long texts by
 * {@link LongRopeScaling}. Defaults of absent keys are those of {@code Phi3Config}.
 */
public final class Phi3 implements Family {

    private static final String ORIGINAL = "original_max_position_embeddings";
    private static final String SHARE = "partial_rotary_factor";
    private static final String SCALING = "rope_scaling";
    private static final String WINDOW = "sliding_window";
    private static final int DEFAULT_POSITIONS = 4096;
    private static final DecoderKeys.Defaults DEFAULTS =
            new DecoderKeys.Defaults(DEFAULT_POSITIONS, 1e-5, 10_000, false);

    @Override
    public String modelType() {
        return "phi3";
    }

    @Override
    public String architecture() {
        return "Phi3ForCausalLM";
    }

    @Override
    public DecoderConfig read(ConfigDocument document) {
        document.notNull("head_dim", ORIGINAL, SHARE);
        DecoderConfig.Builder sizes = DecoderKeys.sizes(document, DEFAULTS);
        DecoderConfig plain = sizes.build();
        OptionalInt window = document.has(WINDOW) ? OptionalInt.of(document.integer(WINDOW)) : OptionalInt.empty();
        List<LayerKind> kinds = SlidingWindow.kinds(
                Collections.nCopies(plain.layers(), window.isPresent()), window, plain.maxPositions());
        return sizes.rope(rope(document, plain.maxPositions()))
                .variant(DecoderVariant.of(stacked(DecoderKeys.activation(document)), kinds))
                .build();
    }

    private static BlockDesign stacked(Activation activation) {
        return new BlockDesign(activation, NormPlacement.BEFORE, false, false, false, false, true);
    }

    private static RotaryParameters rope(ConfigDocument document, int positions) {
        Optional<ConfigDocument> inner = RotaryKeys.inner(document);
        double theta = RotaryKeys.theta(document, inner, DEFAULTS.theta());
        ConfigDocument at = inner.filter(rope -> rope.has(SHARE)).orElse(document);
        return new RotaryParameters(
                theta, inner.flatMap(rope -> scaling(document, rope, positions)), at.decimal(SHARE, 1));
    }

    /** The kinds of older files, {@code su} and {@code yarn}, are what is called {@code longrope} today. */
    private static Optional<RotaryScaling> scaling(ConfigDocument document, ConfigDocument rope, int positions) {
        rope.notNull("rope_type", SHARE);
        String key = rope.has("rope_type") ? "rope_type" : "type";
        rope.only(key, "default", "longrope", "su", "yarn");
        String type = rope.text(key).orElse("default");
        if (type.equals("default")) {
            return Optional.empty();
        }
        if (type.equals("su") && !rope.has(ORIGINAL)) {
            throw new IllegalArgumentException("rope_scaling." + ORIGINAL + " is missing, as " + key + " su needs it");
        }
        return Optional.of(RotaryKeys.longRope(rope, document.integer(ORIGINAL, DEFAULT_POSITIONS), positions));
    }

    @Override
    public boolean describes(DecoderConfig config) {
        BlockDesign block = config.variant().block();
        List<LayerKind> kinds = config.variant().layerKinds();
        OptionalInt window = SlidingWindow.of(config);
        return block.equals(stacked(block.activation()))
                && kinds.stream().allMatch(new LayerKind(window, LayerKind.Positions.GLOBAL)::equals)
                && config.variant().equals(DecoderVariant.of(block, kinds))
                && !config.queryKeyValueBias()
                && !config.queryKeyNorm()
                && config.rope()
                        .scaling()
                        .map(LongRopeScaling.class::isInstance)
                        .orElse(true);
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        DecoderKeys.write(config, target);
        target.put(ORIGINAL, DEFAULT_POSITIONS);
        config.rope().scaling().ifPresent(scaling -> {
            if (scaling instanceof LongRopeScaling longRope) {
                write(longRope, config.maxPositions(), target);
            }
        });
        target.put(SHARE, config.rope().turnedShare());
        DecoderKeys.writeHeadWidth(config, target);
        target.put("resid_pdrop", 0.0);
        target.put("embd_pdrop", 0.0);
        target.putNull(WINDOW);
        SlidingWindow.of(config).ifPresent(length -> target.put(WINDOW, length));
        target.putNull("pad_token_id"); // whose default lies outside of a small vocabulary
    }

    /** Transformers 4 allows the three usual keys only; a factor of its own makes a fourth. */
    private static void write(LongRopeScaling scaling, int positions, ObjectNode target) {
        int original = scaling.originalPositions();
        target.put(ORIGINAL, original);
        ObjectNode rope = target.putObject(SCALING);
        rope.put("type", "longrope");
        scaling.shortFactors().forEach(rope.putArray("short_factor")::add);
        scaling.longFactors().forEach(rope.putArray("long_factor")::add);
        if (scaling.amplitude() != LongRopeScaling.amplitude((double) positions / original, original)) {
            rope.put("attention_factor", scaling.amplitude());
        }
    }
}
