package dev.kedge.math;

import dev.kedge.math.internal.extract.Found;
import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The decimal comma: {@code 2,74} is read as 2.74 where one of two answers is written so and the other is a decimal
 * number.
 */
record DecimalComma(Term gold, Term answer) {

    private static final int MAX_LENGTH = 30;

    static Optional<DecimalComma> read(Found gold, Found answer) {
        Optional<Term> goldDecimal = decimal(gold.text());
        Optional<Term> answerDecimal = decimal(answer.text());
        if (answerDecimal.isPresent()
                && gold.term().filter(DecimalComma::isFraction).isPresent()) {
            return Optional.of(new DecimalComma(gold.term().orElseThrow(), answerDecimal.get()));
        }
        if (goldDecimal.isPresent()
                && answer.term().filter(DecimalComma::isFraction).isPresent()) {
            return Optional.of(new DecimalComma(goldDecimal.get(), answer.term().orElseThrow()));
        }
        return Optional.empty();
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
