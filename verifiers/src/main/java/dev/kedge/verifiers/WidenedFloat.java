package dev.kedge.verifiers;

import dev.kedge.math.internal.number.Rational;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A 32-bit float that was written with the digits of the double it widens to, as tools do that read a FLOAT column:
 * {@code 0.10000000149011612} for 0.1.
 */
final class WidenedFloat {

    private static final int MIN_DIGITS = 10;
    private static final int MAX_LENGTH = 40;

    private WidenedFloat() {}

    /**
     * The number that the float's shortest text says.
     *
     * @param written a number as it is written
     * @return empty if it is no double that is a float, or is written as a float would be
     */
    static Optional<Rational> in(String written) {
        long digits = written.chars().filter(Character::isDigit).count();
        boolean decimal = written.indexOf('.') >= 0 || written.indexOf('E') >= 0 || written.indexOf('e') >= 0;
        if (digits < MIN_DIGITS || written.length() > MAX_LENGTH || !decimal || written.indexOf('/') >= 0) {
            return Optional.empty();
        }
        double wide;
        try {
            wide = Double.parseDouble(written);
        } catch (NumberFormatException grouped) {
            return Optional.empty();
        }
        float narrow = (float) wide;
        boolean widened =
                narrow == wide && new BigDecimal(Double.toString(wide)).compareTo(new BigDecimal(written)) == 0;
        if (!widened || !Float.isFinite(narrow)) {
            return Optional.empty();
        }
        BigDecimal shortest = new BigDecimal(Float.toString(narrow));
        return Optional.of(Rational.decimal(shortest.unscaledValue(), shortest.scale()));
    }
}
