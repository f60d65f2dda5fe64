package dev.kedge.model;

import java.util.Optional;
import java.util.Set;

/**
 * What a {@code config.json} says about rotary positions: {@code rope_theta} and {@code rope_scaling} (transformers 4), or
 * both in {@code rope_parameters} (transformers 5). Only unscaled positions are supported.
 *
 * @param theta base of the frequencies
 */
public record RotaryParameters(double theta) {

    private static final Set<String> UNSCALED = Set.of("rope_theta", "rope_type", "type", "partial_rotary_factor");

    /**
     * Reads either spelling.
     *
     * @param document the whole {@code config.json}
     * @param otherwise the family's default base
     * @return the parameters
     * @throws IllegalArgumentException if a scaling is asked for, or the two spellings contradict each other
     */
    public static RotaryParameters read(ConfigDocument document, double otherwise) {
        document.only("partial_rotary_factor", 1.0);
        document.object("rope_scaling").ifPresent(RotaryParameters::refuseScaling);
        Optional<ConfigDocument> nested = document.object("rope_parameters");
        nested.ifPresent(RotaryParameters::refuseScaling);
        Optional<Double> inner =
                nested.filter(object -> object.has("rope_theta")).map(object -> object.decimal("rope_theta"));
        if (document.has("rope_theta")) {
            double outer = document.decimal("rope_theta");
            if (inner.isPresent() && inner.get() != outer) {
                throw new IllegalArgumentException("rope_theta is " + outer + " but rope_parameters.rope_theta is "
                        + inner.get() + ": they must agree");
            }
            return new RotaryParameters(outer);
        }
        return new RotaryParameters(inner.orElse(otherwise));
    }

    private static void refuseScaling(ConfigDocument rope) {
        rope.only("rope_type", "default");
        rope.only("type", "default");
        rope.only("partial_rotary_factor", 1.0);
        for (String key : rope.keys()) {
            if (!UNSCALED.contains(key)) {
                throw new IllegalArgumentException("rotary scaling by " + key + " is not supported");
            }
        }
    }
}
