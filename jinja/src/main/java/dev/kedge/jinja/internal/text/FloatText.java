package dev.kedge.jinja.internal.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Floats as Python prints and reads them. */
public final class FloatText {

    private FloatText() {}

    /**
     * Python's {@code repr} of a float: the shortest digits that read back as the same float.
     *
     * @param value any float
     * @return for example {@code 0.1}, {@code 1e+16}, {@code inf}
     */
    public static String repr(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return (value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value)) + ".0";
        }
        BigDecimal shortest = shortest(value);
        String digits = shortest.unscaledValue().abs().toString().replaceAll("0+$", "");
        int exponent = shortest.precision() - shortest.scale() - 1;
        String sign = value < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 16) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            return sign + digits.charAt(0) + fraction + "e" + exponent(exponent);
        }
        if (exponent < 0) {
            return sign + "0." + "0".repeat(-exponent - 1) + digits;
        }
        String padded = digits + "0".repeat(Math.max(0, exponent + 2 - digits.length()));
        return sign + padded.substring(0, exponent + 1) + "." + padded.substring(exponent + 1);
    }

    /**
     * What {@link #repr} takes: it works with all decimal digits, of which a very small or large float has hundreds.
     *
     * @param value any float
     * @return cells
     */
    public static long cost(double value) {
        return Math.abs((long) Math.getExponent(value));
    }

    /**
     * The nearest of the shortest decimals that read back as the value. Java's own digits (JDK 17) are at times one
     * more.
     */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int enough = new BigDecimal(Double.toString(value)).stripTrailingZeros().precision();
        BigDecimal shortest = readBack(exact, enough, value).orElse(exact);
        for (int digits = enough - 1; digits > 0; digits--) {
            Optional<BigDecimal> shorter = readBack(exact, digits, value);
            if (shorter.isEmpty()) {
                break;
            }
            shortest = shorter.get();
        }
        return shortest;
    }

    /** The nearest decimal first; at a power of two the floats below are closer, and the next one above may do. */
    private static Optional<BigDecimal> readBack(BigDecimal exact, int digits, double value) {
        return Stream.of(RoundingMode.HALF_EVEN, RoundingMode.UP)
                .map(mode -> exact.round(new MathContext(digits, mode)))
                .filter(decimal -> decimal.doubleValue() == value)
                .findFirst();
    }

    /**
     * An exponent as C prints it.
     *
     * @param exponent of ten
     * @return a sign and two digits or more
     */
    public static String exponent(int exponent) {
        return (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /**
     * What {@code float(text)} makes of a string.
     *
     * @param text a number, {@code inf} or {@code nan}, white space around it
     * @return the float; empty if it is none
     */
    public static OptionalDouble parse(String text) {
        String number = asciiDigits(Whitespace.strip(text, Whitespace::is, true, true));
        String lower = Cases.lower(number);
        String unsigned = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
        double sign = lower.startsWith("-") ? -1 : 1;
        if (unsigned.equals("inf") || unsigned.equals("infinity")) {
            return OptionalDouble.of(sign * Double.POSITIVE_INFINITY);
        }
        if (unsigned.equals("nan")) {
            return OptionalDouble.of(Double.NaN);
        }
        if (number.length() > 1000
                || !number.matches("[+-]?(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(number.replace("_", "")));
    }

    /** Digits of any script count. */
    private static String asciiDigits(String number) {
        if (number.length() > 1000 || number.chars().allMatch(c -> c < 0x80)) {
            return number;
        }
        StringBuilder ascii = new StringBuilder();
        number.codePoints()
                .forEach(c -> ascii.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return ascii.toString();
    }
}
