package dev.kedge.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The keys of {@code config.json} for rotary positions: {@code rope_theta} and {@code rope_scaling} (transformers 4),
 * or both in {@code rope_parameters} (transformers 5).
 */
public final class RotaryKeys {

    private static final String THETA = "rope_theta";
    private static final String SCALING = "rope_scaling";
    private static final String TYPE = "rope_type";
    private static final String SHARE = "partial_rotary_factor";
    private static final String ORIGINAL = "original_max_position_embeddings";
    private static final String ATTENTION_FACTOR = "attention_factor";
    private static final String FACTOR = "factor";

    /** What may stand there; a kind passes over what is another's, as transformers does. */
    private static final Set<String> KNOWN = Set.of(
            THETA,
            TYPE,
            "type",
            SHARE,
            FACTOR,
            ORIGINAL,
            ATTENTION_FACTOR,
            "beta_fast",
            "beta_slow",
            "mscale",
            "mscale_all_dim",
            "truncate",
            "finetuned",
            "short_factor",
            "long_factor",
            "low_freq_factor",
            "high_freq_factor");

    private RotaryKeys() {}

    /**
     * Reads either spelling, by transformers' order: a {@code rope_scaling} that is not empty replaces
     * {@code rope_parameters} wholly; a {@code rope_theta} inside goes before the one beside it, and an
     * {@code original_max_position_embeddings} beside it before the one inside. A {@code partial_rotary_factor} acts in
     * the kind {@code proportional} only.
     *
     * @param document the whole {@code config.json}
     * @param otherwise the family's default base
     * @param positions what {@code max_position_embeddings} is, the default included
     * @throws IllegalArgumentException if a scaling is asked for that is not known, by name
     */
    public static RotaryParameters read(ConfigDocument document, double otherwise, int positions) {
        Optional<ConfigDocument> inner = inner(document);
        double theta = theta(document, inner, otherwise);
        return new RotaryParameters(theta, inner.flatMap(rope -> scaling(document, rope, positions)));
    }

    /**
     * The object that holds: {@code rope_scaling} if it is not empty, else {@code rope_parameters}.
     *
     * @param document {@code config.json}
     */
    public static Optional<ConfigDocument> inner(ConfigDocument document) {
        return document.object(SCALING)
                .filter(object -> !object.isEmpty())
                .or(() -> document.object("rope_parameters"));
    }

    /**
     * The base, inside or beside.
     *
     * @param document the whole {@code config.json}
     * @param inner the object that holds
     * @param otherwise the family's default
     */
    public static double theta(ConfigDocument document, Optional<ConfigDocument> inner, double otherwise) {
        ConfigDocument at =
                inner.filter(rope -> rope.has(THETA) || rope.isNull(THETA)).orElse(document);
        at.notNull(THETA);
        return at.decimal(THETA, otherwise);
    }

    /**
     * The scaling that an object asks for.
     *
     * @param document the whole {@code config.json}, whose keys beside the object count too
     * @param rope the object
     * @param positions what {@code max_position_embeddings} is, the default included
     * @return empty where nothing is scaled
     */
    public static Optional<RotaryScaling> scaling(ConfigDocument document, ConfigDocument rope, int positions) {
        for (String key : rope.keys()) {
            if (!KNOWN.contains(key)) {
                throw new IllegalArgumentException("rotary scaling by " + key + " is not supported");
            }
        }
        rope.notNull(TYPE);
        String key = rope.has(TYPE) ? TYPE : "type";
        rope.only(key, "default", "linear", "dynamic", "yarn", "longrope", "llama3", "proportional");
        String type = rope.text(key).orElse("default");
        return switch (type) {
            case "linear" -> linear(document, rope);
            case "dynamic" -> {
                wholeHeads(document, rope);
                yield Optional.of(new DynamicScaling(rope.decimal(FACTOR)));
            }
            case "yarn" -> {
                wholeHeads(document, rope);
                yield Optional.of(yarn(rope, original(document, rope, positions), positions));
            }
            case "longrope" -> {
                wholeHeads(document, rope);
                yield Optional.of(longRope(rope, original(document, rope, positions), positions));
            }
            case "llama3" -> {
                wholeHeads(document, rope);
                int original = original(document, rope, positions);
                yield Optional.of(new Llama3Scaling(
                        rope.decimal(FACTOR),
                        rope.decimal("low_freq_factor"),
                        rope.decimal("high_freq_factor"),
                        original));
            }
            case "proportional" -> {
                rope.notNull(SHARE);
                double share = rope.decimal(SHARE, document.decimal(SHARE, 1));
                yield Optional.of(new ProportionalScaling(share, rope.decimal(FACTOR, 1)));
            }
            default -> Optional.empty();
        };
    }

    /** Transformers 5.24 fails in its first pass where a scaled kind is told to turn part of a head. */
    private static void wholeHeads(ConfigDocument document, ConfigDocument rope) {
        rope.notNull(SHARE);
        (rope.has(SHARE) ? rope : document).only(SHARE, 1.0);
    }

    private static Optional<RotaryScaling> linear(ConfigDocument document, ConfigDocument rope) {
        wholeHeads(document, rope);
        double factor = rope.decimal(FACTOR);
        return factor == 1 ? Optional.empty() : Optional.of(new LinearScaling(factor));
    }

    private static int original(ConfigDocument document, ConfigDocument rope, int positions) {
        ConfigDocument at = document.has(ORIGINAL) || document.isNull(ORIGINAL) ? document : rope;
        at.notNull(ORIGINAL);
        return at.integer(ORIGINAL, positions);
    }

    private static YarnScaling yarn(ConfigDocument rope, int original, int positions) {
        double factor = rope.isNull(FACTOR) ? (double) positions / original : rope.decimal(FACTOR);
        double scale = rope.decimal("mscale", 0);
        double scaleOfAll = rope.decimal("mscale_all_dim", 0);
        double usual = scale != 0 && scaleOfAll != 0
                ? YarnScaling.sharpness(factor, scale) / YarnScaling.sharpness(factor, scaleOfAll)
                : YarnScaling.sharpness(factor, 1);
        return new YarnScaling(
                factor,
                original,
                orElse(rope.decimal("beta_fast", 0), 32),
                orElse(rope.decimal("beta_slow", 0), 1),
                rope.flag("truncate", !rope.isNull("truncate")),
                rope.decimal(ATTENTION_FACTOR, usual));
    }

    /** As transformers: 0 counts as absent. */
    private static double orElse(double value, double otherwise) {
        return value == 0 ? otherwise : value;
    }

    /**
     * The scaling {@code longrope}.
     *
     * @param rope holds its settings
     * @param original positions of the first training
     * @param positions what {@code max_position_embeddings} is
     */
    public static LongRopeScaling longRope(ConfigDocument rope, int original, int positions) {
        double factor = rope.decimal(FACTOR, (double) positions / original);
        return new LongRopeScaling(
                decimals(rope, "short_factor"),
                decimals(rope, "long_factor"),
                original,
                rope.decimal(ATTENTION_FACTOR, LongRopeScaling.amplitude(factor, original)));
    }

    private static List<Double> decimals(ConfigDocument rope, String key) {
        List<Double> numbers = new ArrayList<>();
        for (Object value : rope.list(key)) {
            if (!(value instanceof Number number)) {
                throw new IllegalArgumentException(key + " must be a list of numbers, got " + value);
            }
            numbers.add(number.doubleValue());
        }
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("rope_scaling." + key + " is missing, must be a list of numbers");
        }
        return numbers;
    }

    /**
     * Writes the keys of {@code config.json}, as transformers 4 spells them.
     *
     * @param rope what they say
     * @param target receives {@code rope_theta} and {@code rope_scaling}
     */
    public static void write(RotaryParameters rope, ObjectNode target) {
        if (rope.scaling().isPresent()) {
            ObjectNode node = target.putObject(SCALING);
            rope.scaling().get().write(node);
            node.put(TYPE, rope.scaling().get().type());
        } else {
            target.putNull(SCALING);
        }
        target.put(THETA, rope.theta());
    }
}
