package dev.kedge.jinja.internal.operation;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.text.FloatText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Digits of floats in the formats {@code e}, {@code f} and {@code g}; signs and widths are put around them elsewhere.
 */
final class NumberFormat {

    /** More digits than anybody prints, few enough to be made at once. */
    private static final int MAX_PRECISION = 1_000;

    private static final int DEFAULT_PRECISION = 6;

    private NumberFormat() {}

    /**
     * The digits of a float without its sign.
     *
     * @param magnitude not negative
     * @param type e, f or g, or the capital
     * @param precision digits after the point, of g all digits; negative if not given
     * @param alternate whether the point and zeros of g stay
     */
    static String digits(double magnitude, char type, int precision, boolean alternate) {
        String digits = Double.isNaN(magnitude) || Double.isInfinite(magnitude)
                ? FloatText.repr(magnitude)
                : finite(new BigDecimal(magnitude), Character.toLowerCase(type), checked(precision), alternate);
        return Character.isUpperCase(type) ? digits.toUpperCase(Locale.ROOT) : digits;
    }

    private static int checked(int precision) {
        if (precision > MAX_PRECISION) {
            throw new Fault("precision must be at most " + MAX_PRECISION + ", got " + precision);
        }
        return precision < 0 ? DEFAULT_PRECISION : precision;
    }

    private static String finite(BigDecimal magnitude, char type, int precision, boolean alternate) {
        return switch (type) {
            case 'f' ->
                withPoint(magnitude.setScale(precision, RoundingMode.HALF_EVEN).toPlainString(), alternate);
            case 'e' -> scientific(rounded(magnitude, precision + 1), precision, alternate);
            default -> general(magnitude, Math.max(precision, 1), alternate, 0);
        };
    }

    /**
     * The format without a type: as g, but always with a digit after the point, and sooner with an exponent.
     *
     * @param magnitude not negative
     * @param precision all digits
     */
    static String plain(double magnitude, int precision) {
        if (Double.isNaN(magnitude) || Double.isInfinite(magnitude)) {
            return FloatText.repr(magnitude);
        }
        String digits = general(new BigDecimal(magnitude), Math.max(checked(precision), 1), false, 1);
        return digits.contains(".") || digits.contains("e") ? digits : digits + ".0";
    }

    private static String general(BigDecimal magnitude, int precision, boolean alternate, int sooner) {
        BigDecimal rounded = rounded(magnitude, precision);
        int exponent = exponent(rounded);
        if (exponent < -4 || exponent >= precision - sooner) {
            String full = scientific(rounded, precision - 1, alternate);
            int e = full.indexOf('e');
            return (alternate ? full.substring(0, e) : withoutZeros(full.substring(0, e))) + full.substring(e);
        }
        int scale = Math.max(0, precision - 1 - exponent);
        String full = withPoint(rounded.setScale(scale, RoundingMode.HALF_EVEN).toPlainString(), alternate);
        return alternate ? full : withoutZeros(full);
    }

    private static BigDecimal rounded(BigDecimal magnitude, int digits) {
        return magnitude.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static int exponent(BigDecimal number) {
        return number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
    }

    private static String scientific(BigDecimal rounded, int fraction, boolean alternate) {
        int exponent = exponent(rounded);
        BigDecimal mantissa = rounded.movePointLeft(exponent).setScale(fraction, RoundingMode.HALF_EVEN);
        return withPoint(mantissa.toPlainString(), alternate) + "e" + FloatText.exponent(exponent);
    }

    private static String withPoint(String digits, boolean alternate) {
        return alternate && digits.indexOf('.') < 0 ? digits + "." : digits;
    }

    private static String withoutZeros(String digits) {
        return digits.indexOf('.') < 0 ? digits : digits.replaceAll("\\.?0+$", "");
    }
}
