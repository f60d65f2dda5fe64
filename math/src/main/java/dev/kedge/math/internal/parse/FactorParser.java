package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Token;
import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The parser of one factor: a number, a name, brackets, a root, a function with what it is applied to, with powers and
 * signs behind it.
 */
final class FactorParser implements Factors {

    /** Letters that stand for functions if brackets follow at once. */
    private static final Set<String> FUNCTION_LETTERS = Set.of("f", "g", "h", "F", "G", "H", "P", "Q");

    private static final int MAX_BASE = 36;

    private final TokenCursor cursor;
    private final Answers answers;
    private final Bars bars;
    private final BracketParser brackets;
    private final CommandParser commands;

    FactorParser(TokenCursor cursor, Answers answers, Bars bars) {
        this.cursor = cursor;
        this.answers = answers;
        this.bars = bars;
        this.brackets = new BracketParser(cursor, answers, bars);
        this.commands = new CommandParser(cursor, answers, this, bars);
    }

    @Override
    public boolean beginsFactor(Token token, Term left) {
        return switch (token.kind()) {
            case SYMBOL, CONSTANT, FUNCTION, SERIES -> true;
            case COMMAND -> !token.text().equals("choose") && !token.text().equals("stackrel");
            case NUMBER ->
                !(left instanceof Term.Num)
                        && !(left instanceof Term.Symbol && token.spaced())
                        && !(left instanceof Term.Product product && endsInNumber(product));
            case OPEN -> true;
            case BEGIN -> true;
            case BAR -> !bars.close();
            default -> false;
        };
    }

    private static boolean endsInNumber(Term.Product product) {
        Term last = product.parts().get(product.parts().size() - 1);
        return last instanceof Term.Num || last instanceof Term.Symbol;
    }

    @Override
    public Term factor() throws UnreadableException {
        cursor.enter();
        Term factor = postfixed(primary());
        cursor.leave();
        return factor;
    }

    private Term postfixed(Term base) throws UnreadableException {
        Term term = base;
        while (true) {
            if (cursor.at(Kind.OPERATOR, "^")) {
                cursor.take();
                if (isDegrees()) {
                    term = new Term.Degrees(term);
                } else if (isPrimes()) {
                    term = new Term.Symbol(name(term) + "'");
                } else {
                    term = new Term.Power(term, exponent());
                }
            } else if (cursor.acceptOperator("!")) {
                term = Term.Apply.of("factorial", term);
            } else if (cursor.at(Kind.PERCENT)) {
                cursor.take();
                term = new Term.Percent(term);
            } else if (cursor.at(Kind.DEGREE)) {
                cursor.take();
                term = new Term.Degrees(term);
            } else if (cursor.at(Kind.PRIME) && term instanceof Term.Symbol symbol) {
                cursor.take();
                term = new Term.Symbol(symbol.name() + "'");
            } else {
                return term;
            }
        }
    }

    private static String name(Term term) {
        return term instanceof Term.Symbol symbol ? symbol.name() : "?";
    }

    private boolean isDegrees() {
        if (cursor.at(Kind.DEGREE)) {
            cursor.take();
            return true;
        }
        if (cursor.at(Kind.OPEN, "tex")
                && cursor.peek(1).kind() == Kind.DEGREE
                && cursor.peek(2).is(Kind.CLOSE, "tex")) {
            cursor.take();
            cursor.take();
            cursor.take();
            return true;
        }
        return false;
    }

    private boolean isPrimes() {
        if (cursor.at(Kind.PRIME)) {
            cursor.take();
            return true;
        }
        return false;
    }

    private Term exponent() throws UnreadableException {
        if (cursor.at(Kind.OPEN, "tex")) {
            return argument();
        }
        if (cursor.acceptOperator("-")) {
            return new Term.Negative(factor());
        }
        cursor.acceptOperator("+");
        Term base = primary();
        return cursor.acceptOperator("^") ? new Term.Power(base, exponent()) : base;
    }

    @Override
    public Term argument() throws UnreadableException {
        if (!cursor.at(Kind.OPEN, "tex")) {
            return primary();
        }
        cursor.take();
        boolean before = bars.close(false);
        Term inside = answers.answers();
        if (cursor.at(Kind.COMMAND, "choose")) {
            cursor.take();
            inside = Term.Apply.of("binom", inside, answers.answers());
        }
        bars.close(before);
        cursor.expect(Kind.CLOSE, "tex");
        return inside;
    }

    private Term primary() throws UnreadableException {
        cursor.enter();
        try {
            Token token = cursor.peek();
            return switch (token.kind()) {
                case NUMBER -> number();
                case SYMBOL -> symbol();
                case CONSTANT -> constant();
                case WORD, TEXT -> text();
                case FUNCTION -> commands.function();
                case COMMAND -> commands.command();
                case SERIES -> commands.series();
                case BEGIN -> commands.environment();
                case OPEN -> token.text().equals("tex") ? argument() : brackets.opened();
                case BAR -> brackets.bars();
                default -> throw cursor.unexpected();
            };
        } finally {
            cursor.leave();
        }
    }

    private Term text() {
        StringBuilder words = new StringBuilder();
        while (cursor.peek().isWord()) {
            words.append(words.length() == 0 ? "" : " ").append(cursor.take().text());
        }
        return new Term.Text(words.toString());
    }

    private Term constant() {
        return switch (cursor.take().text()) {
            case "pi" -> Term.Constant.PI;
            case "e" -> Term.Constant.E;
            case "i" -> Term.Constant.I;
            default -> Term.Constant.INFINITY;
        };
    }

    private Term number() throws UnreadableException {
        Token token = cursor.take();
        boolean whole = token.text().indexOf('.') < 0 && token.value().isWhole();
        if (cursor.at(Kind.OPERATOR, "_") && whole) {
            return based(token.text());
        }
        Term number = plain(token);
        if (whole && cursor.at(Kind.COMMAND, "frac") && isDigitFraction()) {
            return new Term.Sum(List.of(number, commands.command()));
        }
        boolean mixed = whole
                && cursor.at(Kind.NUMBER)
                && cursor.peek().spaced()
                && cursor.peek(1).is(Kind.OPERATOR, "/")
                && cursor.peek(2).kind() == Kind.NUMBER;
        if (mixed) {
            Term numerator = plain(cursor.take());
            cursor.take();
            return new Term.Sum(List.of(number, new Term.Quotient(numerator, plain(cursor.take()))));
        }
        return number;
    }

    private static Term plain(Token token) {
        boolean decimal = token.text().indexOf('.') >= 0;
        return new Term.Num(token.value(), decimal);
    }

    /** Whether the fraction here is of digits only, so that with a whole number before it, it is a mixed number. */
    private boolean isDigitFraction() {
        if (cursor.peek(1).kind() == Kind.NUMBER) {
            return cursor.peek(1).text().length() > 1
                    || cursor.peek(2).kind() == Kind.NUMBER
                    || cursor.peek(2).is(Kind.OPEN, "tex");
        }
        return cursor.peek(1).is(Kind.OPEN, "tex")
                && cursor.peek(2).kind() == Kind.NUMBER
                && cursor.peek(3).is(Kind.CLOSE, "tex")
                && (cursor.peek(4).kind() == Kind.NUMBER
                        || (cursor.peek(4).is(Kind.OPEN, "tex")
                                && cursor.peek(5).kind() == Kind.NUMBER
                                && cursor.peek(6).is(Kind.CLOSE, "tex")));
    }

    private Term based(String digits) throws UnreadableException {
        cursor.take();
        Term base = argument();
        if (base instanceof Term.Text text) {
            base = switch (text.text()) {
                case "two" -> Term.Num.of(2);
                case "eight" -> Term.Num.of(8);
                case "ten" -> Term.Num.of(10);
                default -> throw new UnreadableException("the base " + text.text());
            };
        }
        if (!(base instanceof Term.Num number)
                || !number.value().isWhole()
                || number.value().bits() > 8) {
            throw new UnreadableException("an index that is no base");
        }
        int size = number.value().numerator().intValueExact();
        if (size < 2 || size > MAX_BASE) {
            throw new UnreadableException("the base " + size);
        }
        try {
            return new Term.Based(digits, size, Rational.of(new BigInteger(digits, size)));
        } catch (NumberFormatException notDigits) {
            throw new UnreadableException(digits + " is not a number in base " + size);
        }
    }

    private Term symbol() throws UnreadableException {
        Token token = cursor.take();
        StringBuilder name = new StringBuilder(token.text());
        if (token.text().equals("...")) {
            return new Term.Symbol("...");
        }
        while (cursor.at(Kind.PRIME)) {
            cursor.take();
            name.append('\'');
        }
        if (token.text().equals("∠") || token.text().equals("△")) {
            while (cursor.at(Kind.SYMBOL)) {
                name.append(cursor.take().text());
            }
            return new Term.Symbol(name.toString());
        }
        if (cursor.acceptOperator("_")) {
            Term index = argument();
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
        boolean applied =
                cursor.at(Kind.OPEN, "(") && !cursor.peek().spaced() && FUNCTION_LETTERS.contains(token.text());
        if (!applied) {
            return new Term.Symbol(name.toString());
        }
        cursor.take();
        List<Term> arguments = new ArrayList<>();
        boolean before = bars.close(false);
        do {
            arguments.add(answers.relation());
        } while (cursor.accept(Kind.COMMA, ","));
        bars.close(before);
        cursor.expect(Kind.CLOSE, ")");
        return new Term.Apply(name + "()", arguments);
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
}
