package dev.kedge.math.internal.unit;

import dev.kedge.math.internal.number.Rational;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A unit of measurement: how much of what. A centimetre is 1/100 of a length, a joule 1 of mass · length² / time².
 *
 * @param dimensions what it measures, each basic quantity with its power; powers of 0 are left out
 * @param factor how many of the basic unit it is
 */
public record Unit(Map<String, Integer> dimensions, Rational factor) {

    private static final int MAX_POWER = 12;

    public Unit {
        dimensions = Map.copyOf(dimensions);
    }

    /** What has no dimension: 1. */
    static final Unit NONE = new Unit(Map.of(), Rational.ONE);

    static Unit basic(String dimension) {
        return new Unit(Map.of(dimension, 1), Rational.ONE);
    }

    Unit scaled(Rational by) {
        return new Unit(dimensions, factor.times(by));
    }

    Unit times(Unit other) {
        Map<String, Integer> powers = new TreeMap<>(dimensions);
        other.dimensions.forEach((name, power) -> powers.merge(name, power, Integer::sum));
        powers.values().removeIf(power -> power == 0);
        return new Unit(powers, factor.times(other.factor));
    }

    /** The power; empty if it is too large to be meant. */
    Optional<Unit> power(int exponent) {
        if (Math.abs(exponent) > MAX_POWER) {
            return Optional.empty();
        }
        Unit result = NONE;
        for (int i = 0; i < Math.abs(exponent); i++) {
            result = result.times(this);
        }
        return Optional.of(exponent < 0 ? NONE.dividedBy(result) : result);
    }

    Unit dividedBy(Unit other) {
        Map<String, Integer> powers = new TreeMap<>(dimensions);
        other.dimensions.forEach((name, power) -> powers.merge(name, -power, Integer::sum));
        powers.values().removeIf(power -> power == 0);
        return new Unit(powers, factor.dividedBy(other.factor));
    }

    /**
     * How many of another unit this is.
     *
     * @param other a unit
     * @return the exact number; empty if the other measures something else
     */
    public Optional<Rational> in(Unit other) {
        return dimensions.equals(other.dimensions) ? Optional.of(factor.dividedBy(other.factor)) : Optional.empty();
    }
}
