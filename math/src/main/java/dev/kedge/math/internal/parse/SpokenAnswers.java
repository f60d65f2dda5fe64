package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Combination;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The answers that words stand for: infinity, sets of numbers, numbers in words. */
final class SpokenAnswers {

    private static final Set<String> FILLING =
            Set.of("all", "the", "set", "of", "any", "every", "x", "for", "values", "is", "a", "an");
    private static final Term REALS = new Term.Symbol("ℝ");
    private static final Term INTEGERS = new Term.Symbol("ℤ");
    private static final Map<String, Term> NUMBERS = Map.of(
            "real numbers", REALS,
            "real number", REALS,
            "reals", REALS,
            "real", REALS,
            "integers", INTEGERS,
            "integer", INTEGERS,
            "whole numbers", INTEGERS,
            "rational numbers", new Term.Symbol("ℚ"),
            "natural numbers", new Term.Symbol("ℕ"),
            "complex numbers", new Term.Symbol("ℂ"));

    private static final List<String> SIGNS =
            List.of("positive", "negative", "nonnegative", "non-negative", "nonzero", "non-zero");

    private SpokenAnswers() {}

    /** The term that a text stands for; empty if it is only words. */
    static Optional<Term> of(String text) {
        if (text.length() > 120) {
            return Optional.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT).strip();
        switch (lower) {
            case "infinity", "positive infinity", "plus infinity", "+infinity" -> {
                return Optional.of(Term.Constant.INFINITY);
            }
            case "negative infinity", "minus infinity", "-infinity" -> {
                return Optional.of(new Term.Negative(Term.Constant.INFINITY));
            }
            case "empty set", "the empty set", "null set" -> {
                return Optional.of(new Term.Symbol("∅"));
            }
            default -> {
                Optional<Term> set = set(lower);
                return set.isPresent() ? set : NumberWords.of(text);
            }
        }
    }

    private static Optional<Term> set(String lower) {
        if (!lower.contains("real") && !lower.contains("integer") && !lower.contains("number")) { // as all names do
            return Optional.empty();
        }
        StringBuilder kept = new StringBuilder();
        boolean filled = false;
        for (String word : lower.split(" ", -1)) {
            if (kept.length() == 0 && FILLING.contains(word)) {
                filled = true;
            } else if (!word.isEmpty()) {
                kept.append(kept.length() == 0 ? "" : " ").append(word);
            }
        }
        String words = kept.toString();
        Term numbers = NUMBERS.get(words);
        if (numbers != null && (filled || words.contains(" ") || words.equals("reals") || words.equals("integers"))) {
            return Optional.of(numbers);
        }
        for (String sign : SIGNS) {
            if (words.startsWith(sign + " ")) {
                Term of = NUMBERS.get(words.substring(sign.length() + 1));
                return of == null ? Optional.empty() : Optional.of(signed(sign, of));
            }
        }
        return Optional.empty();
    }

    private static Term signed(String sign, Term numbers) {
        Term zero = new Term.Num(Rational.ZERO, false);
        Term line = switch (sign) {
            case "positive" -> new Structure.Group('(', ')', List.of(zero, Term.Constant.INFINITY));
            case "negative" -> new Structure.Group('(', ')', List.of(new Term.Negative(Term.Constant.INFINITY), zero));
            case "nonzero", "non-zero" ->
                new Structure.Combined(Combination.DIFFERENCE, REALS, new Structure.FiniteSet(List.of(zero)));
            default -> new Structure.Group('[', ')', List.of(zero, Term.Constant.INFINITY));
        };
        return numbers.equals(REALS) ? line : new Structure.Combined(Combination.INTERSECTION, line, numbers);
    }
}
