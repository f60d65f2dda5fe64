package dev.kedge.math.internal.evaluate;

import ch.obermuhlner.math.big.BigComplex;
import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;

/**
 * A comparison of two values with as many digits as it needs: {@value #DIGITS}, and where values within the computation
 * lie far apart as many more as lie between them, so that neither {@code 1 - e^-100} is taken for 1 nor sin π for
 * anything but 0.
 *
 * @param left the one
 * @param right the other
 * @param point which point, for the values of variables
 * @param counts variables that stand for whole numbers
 */
record ManyDigits(Term left, Term right, int point, Map<String, Rational> counts) {

    static final int DIGITS = 50;
    /** Digits that rounding may cost. */
    private static final int SPARE = 10;

    private static final int MAX_DIGITS = 700;
    /** Steps of a computation that doubles cannot do first. */
    private static final int FEW_STEPS = 300;
    /** Steps times digits squared. */
    private static final int MAX_WORK = 2_000_000;

    /**
     * The outcome of a comparison.
     *
     * @param one the value of the one, or how large it is
     * @param other that of the other
     * @param apart whether they differ by more than rounding
     */
    record Outcome(BigDecimal one, BigDecimal other, boolean apart) {}

    /**
     * The comparison of real values; empty if one of the two has none, or needs too many digits or steps.
     *
     * @param known whether doubles have a value
     */
    Optional<Outcome> real(boolean known) {
        Extent extent = new Extent();
        try {
            Outcome found = real(DIGITS, extent, known ? Evaluator.MAX_STEPS : FEW_STEPS, extent);
            return extent.width() <= SPARE ? Optional.of(found) : more(extent, true);
        } catch (UndefinedException | ArithmeticException undefined) {
            return Optional.empty();
        }
    }

    /** The comparison of complex values. */
    Optional<Outcome> complex() {
        Extent extent = new Extent();
        try {
            Outcome found = complex(DIGITS, extent, Evaluator.MAX_STEPS, extent);
            return extent.width() <= SPARE ? Optional.of(found) : more(extent, false);
        } catch (UndefinedException | ArithmeticException undefined) {
            return Optional.empty();
        }
    }

    private Optional<Outcome> more(Extent extent, boolean real) {
        int digits = DIGITS + SPARE + extent.width();
        if (digits > MAX_DIGITS) {
            return Optional.empty();
        }
        int steps = Math.max(MAX_WORK / (digits * digits), 12);
        return Optional.of(
                real ? real(digits, extent, steps, new Extent()) : complex(digits, extent, steps, new Extent()));
    }

    private Outcome real(int digits, Extent scale, int steps, Extent seen) {
        LongRealArithmetic arithmetic = new LongRealArithmetic(point, new MathContext(digits), seen);
        BigDecimal one = new Evaluator<>(arithmetic, counts, steps).value(left);
        BigDecimal other = new Evaluator<>(arithmetic, counts, steps).value(right);
        return new Outcome(one, other, apart(one.subtract(other).abs(), digits, scale));
    }

    private Outcome complex(int digits, Extent scale, int steps, Extent seen) {
        LongComplexArithmetic arithmetic = new LongComplexArithmetic(point, new MathContext(digits), seen);
        BigComplex one = new Evaluator<>(arithmetic, counts, steps).value(left);
        BigComplex other = new Evaluator<>(arithmetic, counts, steps).value(right);
        BigDecimal difference = one.subtract(other).abs(MathContext.DECIMAL64);
        return new Outcome(
                one.abs(MathContext.DECIMAL64), other.abs(MathContext.DECIMAL64), apart(difference, digits, scale));
    }

    private static boolean apart(BigDecimal difference, int digits, Extent scale) {
        return difference.compareTo(BigDecimal.ONE.scaleByPowerOfTen(scale.largest() + SPARE - digits)) > 0;
    }
}
