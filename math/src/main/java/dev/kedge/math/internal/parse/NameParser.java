package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Token;
import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parser of names: variables, functions of a letter, angles and triangles by their corners. */
final class NameParser {

    /** Letters that stand for functions if brackets follow at once. */
    private static final Set<String> FUNCTION_LETTERS = Set.of("f", "g", "h", "F", "G", "H", "P", "Q");

    private final TokenCursor cursor;
    private final Answers answers;
    private final Factors factors;
    private final Bars bars;
    private final CombinationParser combinations;

    NameParser(TokenCursor cursor, Answers answers, Factors factors, Bars bars, CombinationParser combinations) {
        this.cursor = cursor;
        this.answers = answers;
        this.factors = factors;
        this.bars = bars;
        this.combinations = combinations;
    }

    /** A name with its primes and indices, or the function that it stands for with its arguments. */
    Term name() throws UnreadableException {
        Token token = cursor.take();
        StringBuilder name = new StringBuilder(token.text());
        if (token.text().equals("...")) {
            return new Term.Symbol("...");
        }
        if (token.text().equals("∠") || token.text().equals("△")) {
            return figure(token.text());
        }
        Optional<Term> combination = combinations.named(token.text());
        if (combination.isPresent()) {
            return combination.get();
        }
        name.append("'".repeat(primes()));
        if (cursor.acceptOperator("_")) {
            Term index = factors.argument();
            if (index instanceof Term.Num number) {
                name.append('_').append(number.value());
            } else if (index instanceof Term.Text text) {
                name.append('_').append(text.text());
            } else {
                return new Term.Apply(name + "_", List.of(index));
            }
        }
        if (FUNCTION_LETTERS.contains(token.text()) && isInverse()) {
            name.append("^-1");
        }
        name.append("'".repeat(primes()));
        boolean braces = cursor.at(Kind.OPEN, "tex") && cursor.peek(1).is(Kind.OPEN, "(");
        boolean applied = (braces || cursor.at(Kind.OPEN, "("))
                && !cursor.peek().spaced()
                && (FUNCTION_LETTERS.contains(token.text()) || isValue(token.text()));
        if (!applied) {
            return new Term.Symbol(name.toString());
        }
        cursor.accept(Kind.OPEN, "tex");
        cursor.take();
        List<Term> arguments = new ArrayList<>();
        boolean before = bars.close(false);
        do {
            arguments.add(answers.relation());
        } while (cursor.accept(Kind.COMMA, ","));
        bars.close(before);
        cursor.expect(Kind.CLOSE, ")");
        if (braces) {
            cursor.expect(Kind.CLOSE, "tex");
        }
        return new Term.Apply(name + "()", arguments);
    }

    /** Whether a name before brackets with only a number in them is a function, and this its value: {@code I(0)}. */
    private boolean isValue(String name) {
        boolean number = cursor.peek(1).kind() == Kind.NUMBER && cursor.peek(2).is(Kind.CLOSE, ")");
        return number
                && (Character.isUpperCase(name.charAt(0))
                        || cursor.peek(1).text().equals("0"));
    }

    /** An angle or triangle by its corners, or the angle of a complex number in polar form. */
    private Term figure(String sign) throws UnreadableException {
        List<String> corners = new ArrayList<>();
        while (cursor.at(Kind.SYMBOL)) {
            String letters = cursor.take().text();
            for (int i = 0; i < letters.length(); i++) {
                corners.add(letters.substring(i, i + 1));
            }
            String last = corners.isEmpty() ? "" : corners.remove(corners.size() - 1);
            last += "'".repeat(primes());
            if (cursor.acceptOperator("_")) {
                last += "_" + factors.script();
            }
            corners.add(last);
        }
        if (corners.isEmpty() && sign.equals("∠")) {
            Term angle = cursor.acceptOperator("-") ? new Term.Negative(factors.factor()) : factors.factor();
            return new Term.Sum(List.of(
                    Term.Apply.of("cos", angle), Term.Product.of(Term.Constant.I, Term.Apply.of("sin", angle))));
        }
        if (sign.equals("∠") && corners.size() == 3 && corners.get(0).compareTo(corners.get(2)) > 0) {
            Collections.swap(corners, 0, 2); // ∠ABC is ∠CBA
        }
        return new Term.Symbol(sign + String.join("", corners));
    }

    /** Passes over {@code ^{-1}} before brackets. */
    private boolean isInverse() {
        boolean inverse = cursor.at(Kind.OPERATOR, "^")
                && cursor.peek(1).is(Kind.OPEN, "tex")
                && cursor.peek(2).is(Kind.OPERATOR, "-")
                && cursor.peek(3).is(Kind.NUMBER, "1")
                && cursor.peek(4).is(Kind.CLOSE, "tex")
                && cursor.peek(5).is(Kind.OPEN, "(");
        for (int i = 0; inverse && i < 5; i++) {
            cursor.take();
        }
        return inverse;
    }

    /** Passes over primes, raised or not; how many. */
    private int primes() {
        int primes = 0;
        while (true) {
            int raised = cursor.at(Kind.OPERATOR, "^") ? 1 : 0;
            boolean braces = raised == 1 && cursor.peek(1).is(Kind.OPEN, "tex");
            int at = raised + (braces ? 1 : 0);
            int count = 0;
            while (cursor.peek(at + count).kind() == Kind.PRIME) {
                count++;
            }
            if (count == 0 || (braces && !cursor.peek(at + count).is(Kind.CLOSE, "tex"))) {
                return primes;
            }
            for (int i = 0; i < at + count + (braces ? 1 : 0); i++) {
                cursor.take();
            }
            primes += count;
        }
    }
}
