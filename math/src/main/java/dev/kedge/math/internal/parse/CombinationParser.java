package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.term.Term;
import java.util.Optional;

/**
 * The parser of numbers of combinations and permutations in their other spellings, {@code C(12,5)}, {@code C_{12}^5},
 * <code>{}_{12}C_5</code>, {@code 12C5}, and of fractions that are raised and lowered, {@code ^3/_4}.
 */
final class CombinationParser {

    private final TokenCursor cursor;
    private final Factors factors;

    CombinationParser(TokenCursor cursor, Factors factors) {
        this.cursor = cursor;
        this.factors = factors;
    }

    private static boolean isName(String letter) {
        return letter.equals("C") || letter.equals("P");
    }

    private static Term of(String letter, Term from, Term taken) {
        return Term.Apply.of(letter.equals("C") ? "binom" : "permutations", from, taken);
    }

    /** Whether {@code C5} follows a number at once. */
    boolean comesBetweenNumbers() {
        return cursor.at(Kind.SYMBOL)
                && isName(cursor.peek().text())
                && !cursor.peek().spaced()
                && cursor.peek(1).kind() == Kind.NUMBER
                && !cursor.peek(1).spaced();
    }

    Term between(Term from, Term taken) {
        String letter = cursor.take().text();
        cursor.take();
        return of(letter, from, taken);
    }

    /** Behind the letter {@code C} or {@code P}: two numbers in brackets, or one lowered and one raised. */
    Optional<Term> named(String letter) throws UnreadableException {
        if (!isName(letter)) {
            return Optional.empty();
        }
        boolean brackets = cursor.at(Kind.OPEN, "(")
                && cursor.peek(1).kind() == Kind.NUMBER
                && cursor.peek(2).is(Kind.COMMA, ",")
                && cursor.peek(3).kind() == Kind.NUMBER
                && cursor.peek(4).is(Kind.CLOSE, ")");
        if (brackets) {
            cursor.take();
            Term from = factors.script();
            cursor.take();
            Term taken = factors.script();
            cursor.take();
            return Optional.of(of(letter, from, taken));
        }
        for (boolean loweredFirst : new boolean[] {true, false}) {
            String first = loweredFirst ? "_" : "^";
            int length = script(0, first);
            int second = length == 0 ? 0 : script(length, loweredFirst ? "^" : "_");
            if (second > 0 && isChoice(length, second, loweredFirst)) {
                cursor.take();
                Term one = factors.script();
                cursor.take();
                Term other = factors.script();
                return Optional.of(loweredFirst ? of(letter, one, other) : of(letter, other, one));
            }
        }
        return Optional.empty();
    }

    /** How many tokens a raised or lowered number takes; 0 if there is none. */
    private int script(int ahead, String sign) {
        if (!cursor.peek(ahead).is(Kind.OPERATOR, sign)) {
            return 0;
        }
        if (cursor.peek(ahead + 1).kind() == Kind.NUMBER) {
            return 2;
        }
        boolean braces = cursor.peek(ahead + 1).is(Kind.OPEN, "tex")
                && cursor.peek(ahead + 2).kind() == Kind.NUMBER
                && cursor.peek(ahead + 3).is(Kind.CLOSE, "tex");
        return braces ? 4 : 0;
    }

    /** Whether so many can be chosen: {@code C_1^2} is the square of a constant. */
    private boolean isChoice(int first, int second, boolean loweredFirst) {
        var one = cursor.peek(first == 2 ? 1 : 2).value();
        var other = cursor.peek(first + (second == 2 ? 1 : 2)).value();
        return loweredFirst ? other.compareTo(one) <= 0 : one.compareTo(other) <= 0;
    }

    /** What begins with something raised or lowered. */
    Term leading() throws UnreadableException {
        boolean raised = cursor.at(Kind.OPERATOR, "^");
        if (!raised && !cursor.at(Kind.OPERATOR, "_")) {
            throw cursor.unexpected();
        }
        cursor.take();
        Term first = factors.script();
        if (raised && cursor.acceptOperator("/")) { // ^3/_4
            cursor.acceptOperator("_");
            return new Term.Quotient(first, factors.script());
        }
        if (cursor.at(Kind.SYMBOL) && isName(cursor.peek().text())) {
            String letter = cursor.take().text();
            if (!cursor.acceptOperator("_") && !cursor.acceptOperator("^")) {
                throw cursor.unexpected();
            }
            return of(letter, first, factors.script());
        }
        throw cursor.unexpected();
    }
}
