package dev.kedge.model;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rotary positions of a {@code config.json}: {@code rope_theta} and {@code rope_scaling} (transformers 4), or both
 * in {@code rope_parameters} (transformers 5).
 *
 * @param theta base of the frequencies {@code theta^(-2i/d)}
 * @param scaling how frequencies are scaled for texts longer than those of the first training; empty if they are not
 */
public record RotaryParameters(double theta, Optional<Llama3Scaling> scaling) {

    private static final String THETA = "rope_theta";
    private static final String LLAMA3 = "llama3";

    private static final Set<String> UNSCALED = Set.of(THETA, "rope_type", "type", "partial_rotary_factor");

    /** Checks the range. */
    public RotaryParameters {
        if (!(theta > 0 && theta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("rope theta must be > 0 and finite, got " + theta);
        }
    }

    /**
     * Positions without scaling.
     *
     * @param theta base of the frequencies
     */
    public static RotaryParameters unscaled(double theta) {
        return new RotaryParameters(theta, Optional.empty());
    }

    /**
     * Reads either spelling.
     *
     * @param document the whole {@code config.json}
     * @param otherwise the family's default base
     * @throws IllegalArgumentException if a scaling is asked for that is not {@code llama3}, or the two spellings
     *     contradict each other
     */
    public static RotaryParameters read(ConfigDocument document, double otherwise) {
        document.only("partial_rotary_factor", 1.0);
        Optional<Llama3Scaling> outer = document.object("rope_scaling").flatMap(RotaryParameters::scaling);
        Optional<ConfigDocument> nested = document.object("rope_parameters");
        Optional<Llama3Scaling> inner = nested.flatMap(RotaryParameters::scaling);
        if (outer.isPresent() && inner.isPresent() && !outer.equals(inner)) {
            throw new IllegalArgumentException(
                    "rope_scaling and rope_parameters must agree, got " + outer.get() + " and " + inner.get());
        }
        return new RotaryParameters(theta(document, nested, otherwise), outer.or(() -> inner));
    }

    /**
     * Writes the keys of {@code config.json}, as transformers 4 spells them.
     *
     * @param target receives {@code rope_theta} and {@code rope_scaling}
     */
    public void write(ObjectNode target) {
        if (scaling.isPresent()) {
            ObjectNode node = target.putObject("rope_scaling");
            node.put("factor", scaling.get().factor());
            node.put("high_freq_factor", scaling.get().highFrequencyFactor());
            node.put("low_freq_factor", scaling.get().lowFrequencyFactor());
            node.put("original_max_position_embeddings", scaling.get().originalPositions());
            node.put("rope_type", LLAMA3);
        } else {
            target.putNull("rope_scaling");
        }
        target.put(THETA, theta);
    }

    private static double theta(ConfigDocument document, Optional<ConfigDocument> nested, double otherwise) {
        Optional<Double> inner = nested.filter(object -> object.has(THETA)).map(object -> object.decimal(THETA));
        if (!document.has(THETA)) {
            return inner.orElse(otherwise);
        }
        double outer = document.decimal(THETA);
        if (inner.isPresent() && inner.get() != outer) {
            throw new IllegalArgumentException("rope_theta is " + outer + " but rope_parameters.rope_theta is "
                    + inner.get() + ": they must agree");
        }
        return outer;
    }

    private static Optional<Llama3Scaling> scaling(ConfigDocument rope) {
        rope.only("partial_rotary_factor", 1.0);
        String kind = rope.text("rope_type").or(() -> rope.text("type")).orElse("default");
        if (kind.equals(LLAMA3)) {
            return Optional.of(Llama3Scaling.read(rope));
        }
        rope.only("rope_type", "default", LLAMA3);
        rope.only("type", "default", LLAMA3);
        for (String key : rope.keys()) {
            if (!UNSCALED.contains(key)) {
                throw new IllegalArgumentException("rotary scaling by " + key + " is not supported");
            }
        }
        return Optional.empty();
    }
}
