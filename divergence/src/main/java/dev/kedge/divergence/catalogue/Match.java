package dev.kedge.divergence.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A wish for an interval of ratios, given instead of a threshold: {@code high = 1.28}. Conditions that match in this
 * are compared at equal budgets; see {@link ConditionKind#matching}.
 *
 * @param side what is given
 * @param value its number: {@code low} in (0, 1), {@code high} above 1, {@code width} above 0
 * @param oldProbability {@code p} in (0, 1), at which a condition on the old probability shall match; empty for
 *     {@link #DEFAULT_PROBABILITY}, and for conditions on the ratio alone
 */
public record Match(Side side, double value, OptionalDouble oldProbability) {

    /**
     * Where conditions on the old probability match if nothing is said: at a token that is as likely as not. There the
     * policy has the most to decide, both faces of the coin have equal room, and every {@code high} up to 2 is within
     * reach, as {@code w <= 1/p}.
     */
    public static final double DEFAULT_PROBABILITY = 0.5;

    /** The key beside a {@link Side} in settings. */
    private static final String PROBABILITY = "p";

    /** The quantity of the interval that is given. */
    public enum Side {
        /** The smallest ratio. */
        LOW,
        /** The largest ratio. */
        HIGH,
        /** The largest less the smallest ratio. */
        WIDTH;

        /**
         * The name users write.
         *
         * @return {@code low}, {@code high} or {@code width}
         */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks the numbers. */
    public Match {
        if (side == Side.LOW && !(value > 0 && value < 1)) {
            throw new IllegalArgumentException("low must be in (0, 1), got " + value);
        }
        if (side == Side.HIGH && !(value > 1 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("high must be in (1, Infinity), got " + value);
        }
        if (side == Side.WIDTH && !(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("width must be in (0, Infinity), got " + value);
        }
        if (oldProbability.isPresent() && !(oldProbability.getAsDouble() > 0 && oldProbability.getAsDouble() < 1)) {
            throw new IllegalArgumentException("p must be in (0, 1), got " + oldProbability.getAsDouble());
        }
    }

    /**
     * A match on the ratio alone, or at the default probability.
     *
     * @param side what is given
     * @param value its number
     */
    public static Match of(Side side, double value) {
        return new Match(side, value, OptionalDouble.empty());
    }

    /**
     * A match as users write it: {@code {high: 1.28}}, {@code {width: 0.4, p: 0.1}}.
     *
     * @param settings one of {@code low}, {@code high}, {@code width}; beside it at most {@code p}
     * @throws IllegalArgumentException if there is not exactly one side, an unknown key or a number out of range
     */
    public static Match of(Map<String, Double> settings) {
        String sides = Arrays.stream(Side.values()).map(Side::key).collect(Collectors.joining(", "));
        for (String key : settings.keySet()) {
            if (!key.equals(PROBABILITY)
                    && Arrays.stream(Side.values()).noneMatch(side -> side.key().equals(key))) {
                throw new IllegalArgumentException("match must hold one of " + sides + ", and may hold p; got " + key);
            }
        }
        Side[] given = Arrays.stream(Side.values())
                .filter(side -> settings.containsKey(side.key()))
                .toArray(Side[]::new);
        if (given.length != 1) {
            throw new IllegalArgumentException(
                    "match must hold exactly one of " + sides + ", got " + settings.keySet());
        }
        Match match = of(given[0], settings.getOrDefault(given[0].key(), Double.NaN));
        return settings.containsKey(PROBABILITY) ? match.at(settings.getOrDefault(PROBABILITY, Double.NaN)) : match;
    }

    /**
     * The same match at a given old probability.
     *
     * @param probability {@code p}, in (0, 1)
     */
    public Match at(double probability) {
        return new Match(side, value, OptionalDouble.of(probability));
    }

    @Override
    public String toString() {
        return side.key() + " = " + value
                + (oldProbability.isPresent() ? " at p = " + oldProbability.getAsDouble() : "");
    }
}
