package dev.kedge.math.internal.lex;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.unit.UnitExpression;
import java.math.BigInteger;
import java.util.List;

/**
 * The lexer of one number without sign: digits, separators of thousands, a decimal point, a repeating part, a power of
 * ten.
 *
 * <p>Separators are {@code ,} before exactly three digits, and LaTeX's ways to write it: {@code {,}}, <code>,\!</code>,
 * <code>\,</code>, <code>\!</code>. A repeating part is marked as <code>\overline{6}</code>, <code>\bar{6}</code> or
 * {@code (6)} after the point.
 */
final class NumberLexer {

    private static final int MAX_DIGITS = 1000;
    private static final int MAX_EXPONENT = 1000;
    /** Digits that a long holds. */
    private static final int MAX_SHORT = 18;
    /** What may go on with a number behind its digits, and behind its decimals. */
    private static final String GOES_ON = "0123456789.,\\{~ eE";

    private static final String GOES_ON_BEHIND_POINT = "0123456789.\\(eE";

    private static final String[] LATEX_SEPARATORS = {
        "{,}", ",\\!", "\\!", "\\,", "{,\\!}", "{, }", " {,}", " {, }", "\\ ", "{\\,}", ",\\! ", "\\, ", "\\! ", ",\\,",
        "\\;", "\\:", "~", "{,}\\!"
    };

    private static final List<String> UPRIGHT_E = List.of("\\mathrm{E}", "\\text{E}", "\\textrm{E}");

    private final String text;
    private final boolean commasGroup;
    private int position;

    private NumberLexer(String text, int start, boolean commasGroup) {
        this.text = text;
        this.position = start;
        this.commasGroup = commasGroup;
    }

    /**
     * A number that was read.
     *
     * @param written its digits, with {@code .} if it has a decimal point
     * @param value its value
     * @param end where it ends
     */
    record Read(String written, Rational value, int end) {}

    static boolean startsAt(String text, int index) {
        return isDigit(text, index) || (index < text.length() && text.charAt(index) == '.' && isDigit(text, index + 1));
    }

    /**
     * Reads a number.
     *
     * @param text where it stands
     * @param start its first digit, or the point before it
     * @param commasGroup whether a plain comma before three digits separates thousands
     * @throws UnreadableException if it has too many digits
     */
    static Read at(String text, int start, boolean commasGroup) throws UnreadableException {
        int end = start;
        long value = 0;
        while (isDigit(text, end) && end - start < MAX_SHORT) {
            value = 10 * value + (text.charAt(end) - '0');
            end++;
        }
        if (end > start && endsAt(text, end, commasGroup)) { // most numbers
            return new Read(text.substring(start, end), Rational.of(value), end);
        }
        if (end > start && text.charAt(end) == '.') {
            int point = end++;
            while (isDigit(text, end) && end - start <= MAX_SHORT) {
                value = 10 * value + (text.charAt(end) - '0');
                end++;
            }
            boolean ends = end == text.length() || GOES_ON_BEHIND_POINT.indexOf(text.charAt(end)) < 0;
            if (end > point + 1 && ends) {
                String written = text.substring(start, point) + text.substring(point + 1, end) + ".";
                return new Read(written, Rational.decimal(BigInteger.valueOf(value), end - point - 1), end);
            }
        }
        return new NumberLexer(text, start, commasGroup).read();
    }

    /** Whether a number without a point ends behind digits; false where a longer look is needed. */
    private static boolean endsAt(String text, int end, boolean commasGroup) {
        if (end == text.length() || GOES_ON.indexOf(text.charAt(end)) < 0) {
            return true;
        }
        char next = end + 1 < text.length() ? text.charAt(end + 1) : 'x';
        return switch (text.charAt(end)) {
            case ',' -> next != '\\' && !(commasGroup && isDigit(text, end + 1));
            case ' ' -> next != '{' && !isDigit(text, end + 1);
            default -> false;
        };
    }

    private Read read() throws UnreadableException {
        StringBuilder digits = new StringBuilder(digits());
        if (digits.length() <= 3 && digits.length() >= 1 && !(digits.length() > 1 && digits.charAt(0) == '0')) {
            groups(digits);
        }
        int scale = 0;
        boolean point = false;
        if (isAt('.') && (isDigit(text, position + 1) || repeats(position + 1))) {
            position++;
            point = true;
            String decimals = digits();
            scale = decimals.length();
            digits.append(decimals);
        } else if (isAt('.') && !digits.isEmpty() && !isLetter(position + 1) && !isDots()) {
            position++; // "5." is 5
        }
        boolean braced = text.startsWith("{,}", position) && isDigit(text, position + 3);
        if (!point && (braced || isCommaBeforeUnit())) { // a decimal comma
            position += braced ? 3 : 1;
            point = true;
            String decimals = digits();
            scale = decimals.length();
            digits.append(decimals);
        }
        if (point && scale >= 3 && dots() > 0) {
            Read read = continued(digits.toString(), scale);
            if (read.end() > position) {
                return read;
            }
        }
        String repeating = point ? repeating() : "";
        if (digits.length() + repeating.length() > MAX_DIGITS) {
            throw new UnreadableException("a number of more than " + MAX_DIGITS + " digits");
        }
        Rational value = Rational.decimal(new BigInteger(digits.isEmpty() ? "0" : digits.toString()), scale);
        if (!repeating.isEmpty()) {
            BigInteger period = BigInteger.TEN.pow(repeating.length()).subtract(BigInteger.ONE);
            Rational tail = new Rational(new BigInteger(repeating), period.multiply(BigInteger.TEN.pow(scale)));
            return new Read(digits + "(" + repeating + ")", value.plus(tail), position);
        }
        value = value.times(powerOfTen());
        return new Read(digits + (point ? "." : ""), value, position);
    }

    /** How long the dots are that say that the decimals go on. */
    private int dots() {
        for (String dots : new String[] {"...", "\\ldots", "\\dots", "\\cdots"}) {
            if (text.startsWith(dots, position)) {
                return dots.length();
            }
        }
        return 0;
    }

    /** A number whose decimals go on as they ended, {@code 0.1666...}; where they do not repeat, as it is written. */
    private Read continued(String digits, int scale) {
        int end = position + dots();
        BigInteger unscaled = new BigInteger(digits);
        for (int period = 1; 2 * period <= scale; period++) {
            String last = digits.substring(digits.length() - period);
            int repeats = 0;
            int from = digits.length() - period;
            while (from >= digits.length() - scale && digits.startsWith(last, from)) {
                repeats++;
                from -= period;
            }
            if (repeats >= (period == 1 ? 3 : 2)) {
                BigInteger nines = BigInteger.TEN.pow(period).subtract(BigInteger.ONE);
                Rational tail = new Rational(new BigInteger(last), nines.multiply(BigInteger.TEN.pow(scale)));
                return new Read(
                        digits + "...", Rational.decimal(unscaled, scale).plus(tail), end);
            }
        }
        return new Read(digits + ".", Rational.decimal(unscaled, scale), end);
    }

    private String digits() {
        int start = position;
        while (isDigit(text, position)) {
            position++;
        }
        return text.substring(start, position);
    }

    /** Whether a comma stands here before one, two or more than three digits that a unit follows: {@code 1,5 km}. */
    private boolean isCommaBeforeUnit() {
        if (!commasGroup || !isAt(',')) {
            return false;
        }
        int end = position + 1;
        while (isDigit(text, end)) {
            end++;
        }
        int length = end - position - 1;
        int unit = text.startsWith("\\,", end) ? end + 2 : text.startsWith(" ", end) ? end + 1 : end;
        int last = unit;
        while (last < text.length() && Character.isLetter(text.charAt(last))) {
            last++;
        }
        String name = text.substring(unit, last);
        boolean sure = name.length() > 1 || (name.length() == 1 && name.charAt(0) > 127);
        return length > 0 && length != 3 && sure && UnitExpression.isName(name);
    }

    private void groups(StringBuilder digits) {
        int before = -1;
        while (before != position && position < text.length() && ", \\{~".indexOf(text.charAt(position)) >= 0) {
            before = position;
            if (commasGroup && isAt(',') && threeDigits(position + 1)) {
                take(digits, 1);
                continue;
            }
            if (isAt(' ') && threeDigits(position + 1) && text.charAt(position + 1) != ' ' && digits.charAt(0) != '0') {
                take(digits, 1);
                continue;
            }
            for (String separator : LATEX_SEPARATORS) {
                if (text.startsWith(separator, position) && threeDigits(position + separator.length())) {
                    take(digits, separator.length());
                    break;
                }
            }
        }
    }

    private void take(StringBuilder digits, int separator) {
        position += separator;
        digits.append(text, position, position + 3);
        position += 3;
    }

    private boolean threeDigits(int index) {
        return isDigit(text, index)
                && isDigit(text, index + 1)
                && isDigit(text, index + 2)
                && !isDigit(text, index + 3);
    }

    private boolean repeats(int index) {
        return text.startsWith("\\overline{", index)
                || text.startsWith("\\bar{", index)
                || text.startsWith("\\dot{", index)
                || (text.startsWith("\\dot", index) && isDigit(text, index + 4))
                || (index < text.length() && text.charAt(index) == '(' && isDigit(text, index + 1) && closes(index));
    }

    /** Whether only digits stand between the bracket at the index and one that closes it. */
    private boolean closes(int index) {
        int end = index + 1;
        while (isDigit(text, end)) {
            end++;
        }
        return end < text.length() && text.charAt(end) == ')' && end - index <= 8;
    }

    private String repeating() {
        if (!repeats(position)) {
            return "";
        }
        if (text.startsWith("\\dot", position) && isDigit(text, position + 4)) {
            position += 5;
            return text.substring(position - 1, position);
        }
        int open = text.charAt(position) == '(' ? position : text.indexOf('{', position);
        int end = open + 1;
        while (isDigit(text, end)) {
            end++;
        }
        boolean closed = end < text.length() && (text.charAt(end) == '}' || text.charAt(end) == ')') && end > open + 1;
        if (!closed) {
            return "";
        }
        position = end + 1;
        return text.substring(open + 1, end);
    }

    private Rational powerOfTen() throws UnreadableException {
        if (isAt('\\')) {
            return uprightPowerOfTen();
        }
        int digit = position + 1;
        if (digit < text.length() && (text.charAt(digit) == '-' || text.charAt(digit) == '+')) {
            digit++;
        }
        if (!(isAt('e') || isAt('E')) || !isDigit(text, digit)) {
            return Rational.ONE;
        }
        boolean negative = text.charAt(digit - 1) == '-';
        position = digit;
        String exponent = digits();
        if (exponent.length() > 4 || Integer.parseInt(exponent) > MAX_EXPONENT) {
            throw new UnreadableException("a power of ten beyond " + MAX_EXPONENT);
        }
        int size = Integer.parseInt(exponent);
        return Rational.decimal(BigInteger.ONE, negative ? size : -size);
    }

    /** A power of ten behind an upright E: <code>3.4\mathrm{E}{-6}</code>. */
    private Rational uprightPowerOfTen() throws UnreadableException {
        for (String upright : UPRIGHT_E) {
            int start = position + upright.length();
            int braced = text.startsWith(upright + "{", position) ? 1 : 0;
            int digit = start + braced;
            if (digit < text.length() && "+-".indexOf(text.charAt(digit)) >= 0) {
                digit++;
            }
            int end = digit;
            while (isDigit(text, end)) {
                end++;
            }
            boolean closed = end > digit && (braced == 0 || text.startsWith("}", end));
            if (text.startsWith(upright, position) && closed) {
                String exponent = text.substring(digit, end);
                if (exponent.length() > 4 || Integer.parseInt(exponent) > MAX_EXPONENT) {
                    throw new UnreadableException("a power of ten beyond " + MAX_EXPONENT);
                }
                position = end + braced;
                int size = Integer.parseInt(exponent);
                return Rational.decimal(BigInteger.ONE, text.charAt(digit - 1) == '-' ? size : -size);
            }
        }
        return Rational.ONE;
    }

    private boolean isAt(char character) {
        return position < text.length() && text.charAt(position) == character;
    }

    private boolean isDots() {
        return text.startsWith("..", position);
    }

    private boolean isLetter(int index) {
        return index < text.length() && Character.isLetter(text.charAt(index));
    }

    private static boolean isDigit(String text, int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }
}
