package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.Locale;

/** The digits of a number in a base, where the other side leaves the base out. */
final class Numerals {

    private Numerals() {}

    /** Whether a term is written with the digits of a number in a base: {@code 1011} for {@code 1011_2}. */
    static boolean isWritten(Term.Based based, Term term) {
        String digits = based.digits();
        if (term instanceof Term.Num number) {
            int point = digits.indexOf('.');
            String whole = digits.replace(".", "");
            if (!whole.chars().allMatch(Character::isDigit)) {
                return false;
            }
            int places = point < 0 ? 0 : digits.length() - point - 1;
            return number.value().equals(Rational.decimal(new BigInteger(whole), places));
        }
        if (term instanceof Term.Product product) { // 2B
            StringBuilder written = new StringBuilder();
            for (Term part : product.parts()) {
                boolean digit =
                        part instanceof Term.Num number && number.value().isWhole();
                written.append(
                        digit
                                ? ((Term.Num) part).value().toString()
                                : part instanceof Term.Symbol name ? name.name() : "?");
            }
            return written.toString().toUpperCase(Locale.ROOT).equals(digits);
        }
        return term instanceof Term.Symbol symbol && symbol.name().equals(digits);
    }
}
