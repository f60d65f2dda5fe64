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
import dev.kedge.model.RotaryParameters;
import dev.kedge.model.RotaryScaling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text models of Gemma 3 (arXiv:2503.19786) as {@code Gemma3ForCausalLM} of transformers computes them: Gemma 2
 * with a norm of queries and keys in place of bounded scores, and positions of their own in layers with a window.
 * Defaults of absent keys are those of {@code Gemma3TextConfig}.
 *
 * <p>As transformers 5.24 does, it passes over keys for all layers in {@code rope_parameters}, and over
 * {@code attn_logit_softcapping}.
 */
public final class Gemma3 implements Family {

    private static final String PATTERN = "sliding_window_pattern";
    private static final String PARAMETERS = "rope_parameters";
    private static final String SCALING = "rope_scaling";
    private static final String THETA = "rope_theta";
    private static final String LOCAL_THETA = "rope_local_base_freq";
    private static final String FULL = "full_attention";
    private static final String SLIDING = "sliding_attention";
    private static final double DEFAULT_LOCAL_THETA = 10_000;
    private static final DecoderKeys.Defaults DEFAULTS = new DecoderKeys.Defaults(131_072, 1e-6, 1_000_000, true);
    private static final ConfigDocument NOTHING = ConfigDocument.of(Map.of());

    @Override
    public String modelType() {
        return "gemma3_text";
    }

    @Override
    public String architecture() {
        return "Gemma3ForCausalLM";
    }

    @Override
    public DecoderConfig read(ConfigDocument document) {
        document.notNull(PATTERN);
        document.only("partial_rotary_factor", 1.0);
        DecoderConfig.Builder sizes = GemmaKeys.sizes(document, DEFAULTS).queryKeyNorm(true);
        DecoderConfig plain = sizes.build();
        int interval = document.integer(PATTERN, 6);
        if (interval < 1) {
            throw new IllegalArgumentException(PATTERN + " must be >= 1, got " + interval);
        }
        LayerKind local = new LayerKind(OptionalInt.of(GemmaKeys.window(document)), Positions.LOCAL);
        List<LayerKind> kinds = GemmaKeys.sliding(document, plain.layers(), interval).stream()
                .map(slides -> slides ? local : LayerKind.FULL)
                .toList();
        Multipliers multipliers = GemmaKeys.multipliers(
                document, OptionalDouble.empty(), GemmaKeys.cap(document, GemmaKeys.FINAL_CAP, OptionalDouble.empty()));
        return sizes.rope(global(document, plain.maxPositions()))
                .variant(new DecoderVariant(
                        GemmaKeys.design(document),
                        multipliers,
                        kinds,
                        Optional.of(local(document, plain.maxPositions()))))
                .build();
    }

    private static RotaryParameters global(ConfigDocument document, int positions) {
        Optional<ConfigDocument> older = document.object(SCALING).filter(rope -> !rope.isEmpty());
        if (older.isEmpty()) {
            return parameters(document, FULL, THETA, DEFAULTS.theta(), positions);
        }
        if (document.has(PARAMETERS)) {
            throw new IllegalArgumentException("rope_scaling must be absent beside rope_parameters: not supported");
        }
        ConfigDocument rope = older.get();
        rope.only("truncate", true);
        rope.notNull("rope_type", THETA);
        Optional<RotaryScaling> scaling = rope.has("rope_type") // transformers does not look at an older "type" here
                ? RotaryKeys.scaling(NOTHING, rope, positions)
                : Optional.empty();
        return new RotaryParameters(RotaryKeys.theta(document, older, DEFAULTS.theta()), scaling);
    }

    private static RotaryParameters local(ConfigDocument document, int positions) {
        return parameters(document, SLIDING, LOCAL_THETA, DEFAULT_LOCAL_THETA, positions);
    }

    private static RotaryParameters parameters(
            ConfigDocument document, String layers, String thetaBeside, double otherwise, int positions) {
        document.notNull(thetaBeside);
        double beside = document.decimal(thetaBeside, otherwise);
        Optional<ConfigDocument> inner = document.object(PARAMETERS).flatMap(all -> all.object(layers));
        if (inner.isEmpty()) {
            return RotaryParameters.unscaled(beside);
        }
        ConfigDocument rope = inner.get();
        rope.notNull(THETA);
        rope.only("truncate", true); // which transformers looks for one level above
        return new RotaryParameters(rope.decimal(THETA, beside), RotaryKeys.scaling(NOTHING, rope, positions));
    }

    @Override
    public boolean describes(DecoderConfig config) {
        return GemmaKeys.describes(config)
                && config.queryKeyNorm()
                && config.variant().multipliers().scoreCap().isEmpty()
                && config.variant().localRope().isPresent()
                && config.variant().layerKinds().stream()
                        .allMatch(kind -> kind.equals(LayerKind.FULL)
                                || (kind.window().isPresent() && kind.positions() == Positions.LOCAL));
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        GemmaKeys.write(config, target);
        target.put(LOCAL_THETA, config.variant().localRope().orElseThrow().theta());
        target.remove(SCALING);
        ObjectNode parameters = target.putObject(PARAMETERS);
        write(config.rope(), parameters.putObject(FULL));
        write(config.variant().localRope().orElseThrow(), parameters.putObject(SLIDING));
    }

    private static void write(RotaryParameters rope, ObjectNode target) {
        target.put("rope_type", rope.scaling().map(RotaryScaling::type).orElse("default"));
        target.put(THETA, rope.theta());
        rope.scaling().ifPresent(scaling -> scaling.write(target));
    }
}
