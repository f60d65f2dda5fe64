package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.Optional;

/** The short way for the most frequent answers: digits with a minus before and a point between them, or without. */
final class PlainNumber {

    private static final int MAX_DIGITS = 18; // what a long holds

    private PlainNumber() {}

    /** The number that a text is, as the parser would read it; empty if it is anything else, or longer. */
    static Optional<Term> of(String text) {
        boolean negative = text.startsWith("-");
        int first = negative ? 1 : 0;
        if (text.length() == first || text.length() - first > MAX_DIGITS) {
            return Optional.empty();
        }
        long digits = 0;
        int point = -1;
        for (int i = first; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= '0' && character <= '9') {
                digits = 10 * digits + (character - '0');
            } else if (character == '.' && point < 0 && i > first && i + 1 < text.length()) {
                point = i;
            } else {
                return Optional.empty();
            }
        }
        int scale = point < 0 ? 0 : text.length() - point - 1;
        Term number = new Term.Num(Rational.decimal(BigInteger.valueOf(digits), scale), point >= 0);
        return Optional.of(negative ? new Term.Negative(number) : number);
    }
}
