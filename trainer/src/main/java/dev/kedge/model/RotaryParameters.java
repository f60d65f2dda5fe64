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
    private static final String ORIGINAL = "original_max_position_embeddings";

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
     * Reads either spelling, by transformers' order: a {@code rope_scaling} that is not empty replaces
     * {@code rope_parameters} wholly; a {@code rope_theta} inside goes before the one beside it, and an
     * {@code original_max_position_embeddings} beside it before the one inside.
     *
     * @param document the whole {@code config.json}
     * @param otherwise the family's default base
     * @param positions what {@code max_position_embeddings} is, the default included
     * @throws IllegalArgumentException if a scaling is asked for that is not {@code llama3}
     */
    public static RotaryParameters read(ConfigDocument document, double otherwise, int positions) {
        document.only("partial_rotary_factor", 1.0);
        Optional<ConfigDocument> inner = document.object("rope_scaling")
                .filter(object -> !object.isEmpty())
                .or(() -> document.object("rope_parameters"));
        ConfigDocument at =
                inner.filter(rope -> rope.has(THETA) || rope.isNull(THETA)).orElse(document);
        at.notNull(THETA);
        return new RotaryParameters(
                at.decimal(THETA, otherwise), inner.flatMap(rope -> scaling(document, rope, positions)));
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

    private static Optional<Llama3Scaling> scaling(ConfigDocument document, ConfigDocument rope, int positions) {
        rope.only("partial_rotary_factor", 1.0);
        rope.notNull("rope_type");
        String key = rope.has("rope_type") ? "rope_type" : "type";
        String kind = rope.text(key).orElse("default");
        if (kind.equals(LLAMA3)) {
            ConfigDocument at = document.has(ORIGINAL) || document.isNull(ORIGINAL) ? document : rope;
            at.notNull(ORIGINAL);
            return Optional.of(Llama3Scaling.read(rope, at.integer(ORIGINAL, positions)));
        }
        if (kind.equals("linear") && rope.decimal("factor") == 1) {
            return Optional.empty(); // which changes nothing
        }
        rope.only(key, "default", LLAMA3);
        for (String other : rope.keys()) {
            if (!UNSCALED.contains(other)) {
                throw new IllegalArgumentException("rotary scaling by " + other + " is not supported");
            }
        }
        return Optional.empty();
    }
}
