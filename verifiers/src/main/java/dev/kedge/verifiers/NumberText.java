package dev.kedge.verifiers;

import dev.kedge.math.internal.number.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers in running text as exact fractions: {@code -1,234.50}, {@code .5}, {@code 5/8}, {@code 1e3},
 * {@code \frac{5}{8}}; and where a number stands alone, {@code 1\frac12} and {@code 3\times10^6}.
 *
 * <p>Commas group thousands only where exactly three digits follow each. A minus is a sign unless a digit, a letter or
 * a closing bracket stands before it. Currency, percent and degree signs are passed over, and so are LaTeX's small
 * spaces. Work and stack are bounded: linear in the length of the text, and a number of more than {@value #MAX_DIGITS}
 * digits or with an exponent beyond {@value #MAX_EXPONENT} is seen but not read.
 */
final class NumberText {

    static final int MAX_DIGITS = 400;
    static final int MAX_EXPONENT = 400;

    private static final Pattern SMALL_SPACE = Pattern.compile("\\\\[,!;: ]");
    private static final Pattern CURRENCY = Pattern.compile("\\\\?[$£€¥]");
    private static final Pattern SIGNED_CURRENCY = Pattern.compile("- ?\\\\?[$£€¥]");
    private static final Pattern BRACED_FRACTION =
            Pattern.compile("(-?)\\\\[dt]?frac ?\\{ ?(-?)([0-9]{1,400}) ?} ?\\{ ?([0-9]{1,400}) ?}");
    private static final Pattern BARE_FRACTION = Pattern.compile("(-?)\\\\[dt]?frac ?([0-9]) ?([0-9])");
    /** A whole number and a fraction: {@code 1\frac12}, {@code 2 1/2}. */
    private static final Pattern MIXED = Pattern.compile("(-?)([0-9]{1,18}) +([0-9]{1,18})/([0-9]{1,18})");
    /** {@code 3\times 10^6}, {@code 3*10^{-6}}, {@code 3×10^6}. */
    private static final Pattern POWER_OF_TEN = Pattern.compile(
            "([0-9][0-9,.]{0,400}) ?(?:\\\\times|\\\\cdot|\\*|×|·) ?10 ?(?:\\^|\\*\\*) ?\\{?(-?)([0-9]{1,9})}?");

    private static final Pattern BESIDE_A_NUMBER =
            Pattern.compile("\\s*+[-+]?(?:\\\\?[\\s.%°]|\\^?\\{?\\^?\\\\circ}?)*+");

    private final String text;
    private final List<Found> numbers = new ArrayList<>();
    private int position;

    private NumberText(String text) {
        this.text = text;
    }

    /**
     * A number in a text.
     *
     * @param negative whether a minus stands before it
     * @param digits its digits, without point and commas
     * @param scale how many of them stand after the point
     * @param exponent the power of ten it is multiplied by
     * @param divisor what it is divided by
     * @param written as it was written, after clean-up
     */
    record Found(
            boolean negative, String digits, int scale, BigInteger exponent, Optional<String> divisor, String written) {

        /**
         * Its value.
         *
         * @return an exact fraction; empty if it is too long to be read, or a fraction with denominator 0
         */
        Optional<Rational> value() {
            if (digits.length() > MAX_DIGITS
                    || divisor.orElse("").length() > MAX_DIGITS
                    || exponent.abs().compareTo(BigInteger.valueOf(MAX_EXPONENT)) > 0) {
                return Optional.empty();
            }
            BigInteger numerator = new BigInteger(digits);
            BigInteger denominator = divisor.map(BigInteger::new).orElse(BigInteger.ONE);
            if (denominator.signum() == 0) {
                return Optional.empty();
            }
            int shift = exponent.intValueExact() - scale;
            if (shift < 0) {
                denominator = denominator.multiply(BigInteger.TEN.pow(-shift));
            } else {
                numerator = numerator.multiply(BigInteger.TEN.pow(shift));
            }
            return Optional.of(new Rational(negative ? numerator.negate() : numerator, denominator));
        }
    }

    /**
     * The numbers of a text.
     *
     * @param text any text
     * @return the numbers in order
     */
    static List<Found> in(String text) {
        NumberText scan = new NumberText(plain(text));
        while (scan.position < scan.text.length()) {
            scan.next();
        }
        return scan.numbers;
    }

    /**
     * The number that a text is, up to spaces and currency, percent and degree signs.
     *
     * @param text any text
     * @return the number; empty if there is none, more than one, or anything else beside it
     */
    static Optional<Found> alone(String text) {
        String joined = joined(text);
        List<Found> numbers = in(joined);
        if (numbers.size() != 1) {
            return Optional.empty();
        }
        String number = numbers.get(0).written();
        String rest = plain(joined).replace(number.startsWith("-") ? number.substring(1) : number, "");
        return BESIDE_A_NUMBER.matcher(rest).matches() ? Optional.of(numbers.get(0)) : Optional.empty();
    }

    /** A mixed number as one fraction, a power of ten as an exponent. */
    private static String joined(String text) {
        String plain = plain(text).strip();
        Matcher mixed = MIXED.matcher(plain);
        if (mixed.matches()) {
            BigInteger divisor = new BigInteger(mixed.group(4));
            BigInteger whole = new BigInteger(mixed.group(2)).multiply(divisor);
            return mixed.group(1) + whole.add(new BigInteger(mixed.group(3))) + "/" + divisor;
        }
        return POWER_OF_TEN.matcher(plain).replaceAll("$1e$2$3");
    }

    private static String plain(String text) {
        String plain = text.replace('\u2212', '-')
                .replace("\u2013 ", "-")
                .replace('\u2013', '-')
                .replace('\u00A0', ' ')
                .replace('\u202F', ' ')
                .replace("{,}", ",");
        plain = SMALL_SPACE.matcher(plain).replaceAll("");
        plain = SIGNED_CURRENCY.matcher(plain).replaceAll("-");
        plain = CURRENCY.matcher(plain).replaceAll(" ");
        plain = BRACED_FRACTION.matcher(plain).replaceAll(" $1$2$3/$4 ");
        return BARE_FRACTION.matcher(plain).replaceAll(" $1$2/$3 ");
    }

    private void next() {
        if (!startsNumber()) {
            position++;
            return;
        }
        int start = position;
        boolean negative = isSigned() && text.charAt(start - 1) == '-';
        String digits = whole() + decimals();
        int scale = digits.indexOf('.') < 0 ? 0 : digits.length() - digits.indexOf('.') - 1;
        BigInteger exponent = exponent();
        Optional<String> divisor = divisor();
        String written = (negative ? "-" : "") + text.substring(start, position);
        numbers.add(new Found(negative, digits.replace(".", ""), scale, exponent, divisor, written));
    }

    private boolean startsNumber() {
        return isDigit(position) || (isAt(position, '.') && isDigit(position + 1));
    }

    private boolean isSigned() {
        if (position == 0 || (text.charAt(position - 1) != '-' && text.charAt(position - 1) != '+')) {
            return false;
        }
        if (position == 1) {
            return true;
        }
        char before = text.charAt(position - 2);
        return !Character.isLetterOrDigit(before) && ")]}%.".indexOf(before) < 0;
    }

    private String digits() {
        int start = position;
        while (isDigit(position)) {
            position++;
        }
        return text.substring(start, position);
    }

    private String whole() {
        StringBuilder whole = new StringBuilder(digits());
        boolean groups = whole.length() >= 1 && whole.length() <= 3;
        while (groups
                && isAt(position, ',')
                && isDigit(position + 1)
                && isDigit(position + 2)
                && isDigit(position + 3)
                && !isDigit(position + 4)) {
            whole.append(text, position + 1, position + 4);
            position += 4;
        }
        return whole.toString();
    }

    private String decimals() {
        if (!isAt(position, '.') || !isDigit(position + 1)) {
            return "";
        }
        position++;
        return "." + digits();
    }

    private BigInteger exponent() {
        int digit = position + 1;
        if (isAt(digit, '-') || isAt(digit, '+')) {
            digit++;
        }
        if (!(isAt(position, 'e') || isAt(position, 'E')) || !isDigit(digit)) {
            return BigInteger.ZERO;
        }
        boolean negative = isAt(digit - 1, '-');
        position = digit;
        String digits = digits();
        if (digits.length() > MAX_DIGITS) {
            return BigInteger.TEN.pow(MAX_DIGITS);
        }
        BigInteger size = new BigInteger(digits);
        return negative ? size.negate() : size;
    }

    private Optional<String> divisor() {
        int slash = isAt(position, ' ') ? position + 1 : position;
        int digit = isAt(slash + 1, ' ') ? slash + 2 : slash + 1;
        if (!isAt(slash, '/') || !isDigit(digit)) {
            return Optional.empty();
        }
        position = digit;
        return Optional.of(digits());
    }

    private boolean isAt(int index, char character) {
        return index >= 0 && index < text.length() && text.charAt(index) == character;
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }
}
