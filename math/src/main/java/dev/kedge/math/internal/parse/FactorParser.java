package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Lexer;
import dev.kedge.math.internal.lex.Token;
import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/**
 * The parser of one factor: a number, a name, brackets, a root, a function with what it is applied to, with powers and
 * signs behind it.
 */
final class FactorParser implements Factors {

    /** Commands that stand between two factors. */
    private static final Set<String> BETWEEN = Set.of("choose", "over", "stackrel", "of");

    private final TokenCursor cursor;
    private final Answers answers;
    private final Bars bars;
    private final BracketParser brackets;
    private final CommandParser commands;
    private final CombinationParser combinations;
    private final NameParser names;

    FactorParser(TokenCursor cursor, Answers answers, Bars bars) {
        this.cursor = cursor;
        this.answers = answers;
        this.bars = bars;
        this.brackets = new BracketParser(cursor, answers, bars);
        this.commands = new CommandParser(cursor, answers, this, bars);
        this.combinations = new CombinationParser(cursor, this);
        this.names = new NameParser(cursor, answers, this, bars, combinations);
    }

    /** Whether a bracket made of the signs for smaller and greater opens here. */
    boolean isAngle() {
        return brackets.isAngle();
    }

    @Override
    public boolean beginsFactor(Token token, Term left) {
        return switch (token.kind()) {
            case SYMBOL, CONSTANT, FUNCTION, SERIES -> true;
            case COMMAND -> !BETWEEN.contains(token.text());
            case NUMBER, BASED ->
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
                    term = degrees(term);
                } else if (!isOrdinal()) {
                    term = new Term.Power(term, exponent());
                }
            } else if (cursor.at(Kind.OPERATOR, "_") && term instanceof Term.Symbol symbol) { // \overline{x}_n
                cursor.take();
                term = new Term.Apply(symbol.name() + "_", List.of(script()));
            } else if (cursor.acceptOperator("!")) {
                term = Term.Apply.of("factorial", term);
            } else if (cursor.at(Kind.PERCENT)) {
                cursor.take();
                term = new Term.Percent(term);
            } else if (cursor.at(Kind.DEGREE)) {
                cursor.take();
                term = degrees(term);
            } else if (cursor.at(Kind.PRIME) && term instanceof Term.Symbol symbol) {
                cursor.take();
                term = new Term.Symbol(symbol.name() + "'");
            } else {
                return term;
            }
        }
    }

    /** An angle, or a temperature if C or F follows. */
    private Term degrees(Term of) {
        Token next = cursor.peek();
        boolean scale = (next.kind() == Kind.SYMBOL || next.isWord())
                && (next.text().equals("C") || next.text().equals("F"));
        Token behind = cursor.peek(1);
        boolean ends = behind.kind() != Kind.OPEN && behind.kind() != Kind.OPERATOR;
        if (!scale || !(ends || behind.is(Kind.OPERATOR, "+") || behind.is(Kind.OPERATOR, "-"))) {
            return new Term.Degrees(of);
        }
        return new Term.Quantity(of, "°" + cursor.take().text());
    }

    /** Passes over the ending of an ordinal number that is raised. */
    private boolean isOrdinal() {
        boolean braces = cursor.at(Kind.OPEN, "tex");
        int from = braces ? 1 : 0;
        StringBuilder letters = new StringBuilder();
        int end = from;
        while (letters.length() < 2
                && (cursor.peek(end).isWord() || cursor.peek(end).kind() == Kind.SYMBOL)) {
            letters.append(cursor.peek(end).text());
            end++;
        }
        boolean ordinal = Lexer.isOrdinalEnding(letters.toString())
                && (!braces || cursor.peek(end).is(Kind.CLOSE, "tex"));
        for (int i = 0; ordinal && i < end + (braces ? 1 : 0); i++) {
            cursor.take();
        }
        return ordinal;
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
        } else if (cursor.at(Kind.COMMAND, "over")) {
            cursor.take();
            inside = new Term.Quotient(inside, answers.answers());
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
                case BASED -> based();
                case SYMBOL -> names.name();
                case CONSTANT -> constant();
                case WORD, TEXT -> text();
                case FUNCTION -> commands.function();
                case COMMAND -> commands.command();
                case SERIES -> commands.series();
                case BEGIN -> commands.environment();
                case OPEN -> token.text().equals("tex") ? argument() : brackets.opened();
                case BAR -> brackets.bars();
                case OPERATOR -> combinations.leading();
                case RELATION -> brackets.angle();
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
        Term number = plain(token);
        if (whole && combinations.comesBetweenNumbers()) {
            return combinations.between(number, plain(cursor.peek(1)));
        }
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

    /** A number in a base: its digits, "_" and the base. */
    private Term based() throws UnreadableException {
        String written = cursor.take().text();
        int index = written.indexOf('_');
        String digits = written.substring(0, index);
        int base = Integer.parseInt(written.substring(index + 1));
        int point = digits.indexOf('.');
        int places = point < 0 ? 0 : digits.length() - point - 1;
        String whole = digits.replace(".", "");
        if (whole.isEmpty()) {
            throw new UnreadableException("a base without digits");
        }
        Rational value = new Rational(
                new BigInteger(whole, base), BigInteger.valueOf(base).pow(places));
        return new Term.Based(digits, base, value);
    }

    @Override
    public Term script() throws UnreadableException {
        if (cursor.at(Kind.NUMBER)) {
            return plain(cursor.take());
        }
        return cursor.at(Kind.SYMBOL) ? new Term.Symbol(cursor.take().text()) : argument();
    }
}
