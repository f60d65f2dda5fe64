package dev.kedge.verifiers;

import dev.kedge.math.internal.number.Rational;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * An expression of whole numbers with +, -, *, / and brackets, evaluated exactly.
 *
 * <pre>{@code
 * sum     = ["-"] product (("+" | "-") product)*
 * product = factor (("*" | "/") ["-"] factor)*
 * factor  = digits | "(" sum ")"
 * }</pre>
 *
 * <p>A minus may stand before the first number or bracket of a sum, and behind {@code *} and {@code /}. There is no
 * other sign, no point, no power, no multiplication without a sign. Spaces may stand between tokens, not within a
 * number. Length and depth are bounded, so that the cost of an expression is too.
 *
 * @param value its value
 * @param numbers every number written in it, in order
 */
record ArithmeticExpression(Rational value, List<BigInteger> numbers) {

    private static final int MAX_LENGTH = 256;
    private static final int MAX_DEPTH = 32;

    ArithmeticExpression {
        numbers = List.copyOf(numbers);
    }

    /**
     * Reads and evaluates a whole text.
     *
     * @param text the expression and nothing else
     * @return its value and its numbers
     * @throws ParseException if the text is not such an expression, or is too long or too deep
     * @throws ArithmeticException if it divides by zero
     */
    static ArithmeticExpression parse(String text) throws ParseException {
        if (text.length() > MAX_LENGTH) {
            throw new ParseException("expression longer than " + MAX_LENGTH + " characters", MAX_LENGTH);
        }
        Parser parser = new Parser(text);
        Rational value = parser.sum(0);
        parser.expectEnd();
        return new ArithmeticExpression(value, parser.numbers);
    }

    private static final class Parser {
        private final String text;
        private final List<BigInteger> numbers = new ArrayList<>();
        private int position;

        Parser(String text) {
            this.text = text;
        }

        Rational sum(int depth) throws ParseException {
            boolean negative = accept('-');
            Rational value = negative ? product(depth).negated() : product(depth);
            while (true) {
                if (accept('+')) {
                    value = value.plus(product(depth));
                } else if (accept('-')) {
                    value = value.minus(product(depth));
                } else {
                    return value;
                }
            }
        }

        private Rational product(int depth) throws ParseException {
            Rational value = factor(depth);
            while (true) {
                if (accept('*')) {
                    value = value.times(signed(depth));
                } else if (accept('/')) {
                    value = value.dividedBy(signed(depth));
                } else {
                    return value;
                }
            }
        }

        private Rational signed(int depth) throws ParseException {
            return accept('-') ? factor(depth).negated() : factor(depth);
        }

        private Rational factor(int depth) throws ParseException {
            if (!accept('(')) {
                return number();
            }
            if (depth == MAX_DEPTH) {
                throw new ParseException("brackets deeper than " + MAX_DEPTH, position);
            }
            Rational value = sum(depth + 1);
            if (!accept(')')) {
                throw new ParseException("')' missing at " + position, position);
            }
            return value;
        }

        private Rational number() throws ParseException {
            int start = position;
            while (position < text.length() && isDigit(text.charAt(position))) {
                position++;
            }
            if (position == start) {
                throw new ParseException("number missing at " + position, position);
            }
            BigInteger number = new BigInteger(text.substring(start, position));
            numbers.add(number);
            return Rational.of(number);
        }

        private boolean accept(char expected) {
            skipSpaces();
            if (position == text.length() || text.charAt(position) != expected) {
                return false;
            }
            position++;
            skipSpaces();
            return true;
        }

        void expectEnd() throws ParseException {
            skipSpaces();
            if (position < text.length()) {
                throw new ParseException("'" + text.charAt(position) + "' not expected at " + position, position);
            }
        }

        private void skipSpaces() {
            while (position < text.length() && text.charAt(position) == ' ') {
                position++;
            }
        }

        private static boolean isDigit(char character) {
            return character >= '0' && character <= '9';
        }
    }
}
