package dev.kedge.math;

import dev.kedge.math.internal.extract.Found;
import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The decimal comma: an answer {@code 2,74} is read as 2.74 where the reference is a number that is not whole. A
 * reference {@code 2,74} is the list of 2 and 74; {@code 0,111} is 0.111.
 */
record DecimalComma(Term gold, Term answer) {

    private static final int MAX_LENGTH = 30;
    /** From this length on, what begins with {@code 0,} is no list of two numbers. */
    private static final int SURE_LENGTH = 5;

    static Optional<DecimalComma> read(Found gold, Found answer) {
        Optional<Term> answerDecimal = decimal(answer.text());
        if (answerDecimal.isPresent()
                && gold.term().filter(DecimalComma::isFraction).isPresent()) {
            return Optional.of(new DecimalComma(gold.term().orElseThrow(), answerDecimal.get()));
        }
        Optional<Term> goldDecimal = gold.text().startsWith("0,") && gold.text().length() >= SURE_LENGTH
                ? decimal(gold.text())
                : Optional.empty();
        return goldDecimal.isPresent()
                        && answer.term().filter(DecimalComma::isFraction).isPresent()
                ? Optional.of(new DecimalComma(goldDecimal.get(), answer.term().orElseThrow()))
                : Optional.empty();
    }

    /** Whether a text is a number if its comma is a decimal one. */
    static boolean isWritten(String text) {
        return decimal(text).isPresent();
    }

    private static boolean isFraction(Term term) {
        return term instanceof Term.Num number && !number.value().isWhole();
    }

    private static Optional<Term> decimal(String written) {
        StringBuilder text = new StringBuilder();
        written.chars()
                .filter(character -> " $\\€£".indexOf(character) < 0)
                .forEach(character -> text.append((char) character));
        int comma = text.indexOf(",");
        if (comma < 1 || text.length() > MAX_LENGTH || comma + 1 >= text.length()) {
            return Optional.empty();
        }
        int start = text.charAt(0) == '-' ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            char character = text.charAt(i);
            if (i != comma && (character < '0' || character > '9')) {
                return Optional.empty();
            }
        }
        if (comma == start) {
            return Optional.empty();
        }
        String digits = text.substring(0, comma) + text.substring(comma + 1);
        int scale = text.length() - comma - 1;
        return Optional.of(new Term.Num(Rational.decimal(new BigInteger(digits), scale), true));
    }
}
