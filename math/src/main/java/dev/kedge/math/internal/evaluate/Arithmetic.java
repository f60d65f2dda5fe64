package dev.kedge.math.internal.evaluate;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.List;

/**
 * One kind of numbers to compute with. What it cannot do exactly enough, or at a bounded cost, it refuses with
 * {@link UndefinedException}.
 *
 * @param <T> its numbers
 */
interface Arithmetic<T> {

    T number(Rational value);

    T constant(Term.Constant constant);

    /** What a variable is worth at the point of this arithmetic. */
    T variable(String name);

    T plus(T left, T right);

    T times(T left, T right);

    T dividedBy(T left, T right);

    T negated(T value);

    T power(T base, BigInteger exponent);

    /** A power with a fraction that is no whole number as exponent. */
    T fractionalPower(T base, Rational exponent);

    T generalPower(T base, T exponent);

    /** {@code degree} is at least 2. */
    T root(T value, int degree);

    /** Natural logarithm. */
    T logarithm(T value);

    /** One of sin, cos, tan, arcsin, arccos, arctan. */
    T function(String name, T argument);

    /** A known function that only orders or rounds: abs, floor, ceil, max, min, gcd, lcm, mod. */
    T discrete(String name, List<T> arguments);

    static UndefinedException undefined(String what) {
        return new UndefinedException(what);
    }
}
