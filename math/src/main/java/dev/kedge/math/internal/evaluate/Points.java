package dev.kedge.math.internal.evaluate;

import dev.kedge.math.internal.number.Rational;

/**
 * The points at which terms with variables are compared: the value of a variable at the n-th point, a fixed mixture of
 * the bits of its name and n, so that the same two answers are always judged alike.
 */
final class Points {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Points() {}

    /** 64 well-mixed bits. */
    static long bits(String name, int point) {
        long mixed = GOLDEN_GAMMA * (point + 1);
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed + name.charAt(i));
        }
        return mix(mixed ^ GOLDEN_GAMMA);
    }

    private static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * A fraction in 1/8 to 3: every second point is positive in all variables, every fourth negative, the others are
     * mixed.
     */
    static Rational real(String name, int point) {
        long bits = bits(name, point);
        long size = 4096 + (bits & 0xFFFF) * 23 / 16;
        boolean negative = point % 4 == 1 || (point % 4 == 3 && (bits & (1L << 40)) != 0);
        return new Rational(
                java.math.BigInteger.valueOf(negative ? -size : size), java.math.BigInteger.valueOf(32_768));
    }

    /** A whole number from 5 to 9, for variables that count. */
    static Rational count(String name, int point) {
        return Rational.of(5 + Math.floorMod(bits(name, point), 5));
    }

    /** A coefficient of an unknown function. */
    static Rational coefficient(String name, int index) {
        return new Rational(
                java.math.BigInteger.valueOf((bits(name, index + 1000) & 0xFFF) + 1),
                java.math.BigInteger.valueOf(2048));
    }
}
