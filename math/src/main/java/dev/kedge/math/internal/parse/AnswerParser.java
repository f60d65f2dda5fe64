package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Lexer;
import dev.kedge.math.internal.lex.PlainCharacters;
import dev.kedge.math.internal.lex.Token;
import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.term.Combination;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The parser of answers as terms, by precedence: from loosest to tightest
 *
 * <pre>{@code
 * answers   relation ("," | ";" | "and" | "or") relation …
 * relation  set ("=" | "<" | "≤" | "∈" | …) set …
 * set       ratio ("∪" | "∩" | "\") ratio …
 * ratio     sum ":" sum …
 * sum       product ("+" | "-" | "±") product …
 * product   factor ("·" | "/" | nothing) factor …
 * }</pre>
 *
 * <p>Factors are {@link FactorParser}'s. Words after a value are its unit. Depth and number of tokens are bounded, so
 * that neither time nor stack depends on what is written.
 */
public final class AnswerParser implements Answers {

    private static final int MAX_PREFIXES = 24;
    private static final Map<String, Long> SCALES = Map.of(
            "hundred",
            100L,
            "thousand",
            1_000L,
            "million",
            1_000_000L,
            "billion",
            1_000_000_000L,
            "trillion",
            1_000_000_000_000L);

    private final TokenCursor cursor;
    private final Bars bars = new Bars();
    private final Factors factors;

    private AnswerParser(List<Token> tokens) {
        cursor = new TokenCursor(tokens);
        factors = new FactorParser(cursor, this, bars);
    }

    /**
     * Reads a whole text.
     *
     * @param text the answer and nothing else
     * @return what it says
     * @throws UnreadableException if it is no answer, or too long or too deep
     */
    public static Term parse(String text) throws UnreadableException {
        String plain = PlainCharacters.of(text);
        return Lexer.isRunningText(plain) ? new Term.Text(text) : parse(Lexer.tokens(plain));
    }

    private static Term parse(List<Token> tokens) throws UnreadableException {
        AnswerParser parser = new AnswerParser(tokens);
        Term answer = parser.answers();
        if (!parser.cursor.at(Kind.END)) {
            throw parser.cursor.unexpected();
        }
        if (answer.has(AnswerParser::computesWithWords)) {
            throw new UnreadableException("words within a formula");
        }
        return answer;
    }

    /**
     * Reads the longest beginning of a sentence that is an answer and ends before a word, a comma or a sign.
     *
     * @param text a sentence that begins with the answer
     * @return what the beginning says
     * @throws UnreadableException if no beginning is an answer
     */
    public static Term parsePrefix(String text) throws UnreadableException {
        List<Token> tokens = Lexer.prefix(PlainCharacters.of(text));
        Token end = tokens.get(tokens.size() - 1);
        List<Integer> cuts = new ArrayList<>();
        for (int i = 1; i < tokens.size() && cuts.size() < MAX_PREFIXES; i++) {
            Kind kind = tokens.get(i).kind();
            boolean cut = switch (kind) {
                case WORD, TEXT, COMMA, RELATION, END, OPEN, AND, OR -> true;
                default -> tokens.get(i).spaced();
            };
            if (cut) {
                cuts.add(i);
            }
        }
        UnreadableException first = new UnreadableException("no answer at the beginning");
        for (int i = cuts.size() - 1; i >= 0; i--) {
            List<Token> beginning = new ArrayList<>(tokens.subList(0, cuts.get(i)));
            beginning.add(end);
            try {
                Term answer = parse(beginning);
                if (!answer.has(part -> part instanceof Term.Text)) {
                    return answer;
                }
            } catch (UnreadableException tooLong) {
                first = tooLong;
            }
        }
        throw first;
    }

    private static boolean computesWithWords(Term term) {
        boolean computes = term instanceof Term.Sum
                || term instanceof Term.Product
                || term instanceof Term.Quotient
                || term instanceof Term.Power
                || term instanceof Term.Negative;
        boolean lists = term instanceof Structure.Sequence
                && !term.parts().stream().allMatch(part -> part instanceof Term.Text);
        return (computes || lists) && term.parts().stream().anyMatch(part -> part instanceof Term.Text);
    }

    @Override
    public Term answers() throws UnreadableException {
        cursor.enter();
        List<Term> elements = new ArrayList<>();
        elements.add(relation());
        while (cursor.at(Kind.COMMA) || cursor.at(Kind.AND) || cursor.at(Kind.OR)) {
            while (cursor.at(Kind.COMMA) || cursor.at(Kind.AND) || cursor.at(Kind.OR)) {
                cursor.take();
            }
            if (cursor.at(Kind.END) || cursor.at(Kind.CLOSE)) {
                break;
            }
            elements.add(relation());
        }
        cursor.leave();
        return elements.size() == 1 ? elements.get(0) : new Structure.Sequence(elements);
    }

    @Override
    public Term relation() throws UnreadableException {
        cursor.enter();
        List<Term> sides = new ArrayList<>();
        List<Sign> signs = new ArrayList<>();
        if (cursor.at(Kind.RELATION)) { // "= 5" and "> 5" leave out what they are about
            Sign sign = sign(cursor.peek());
            if (sign.isOrder() || sign == Sign.NOT_EQUAL || sign == Sign.IN) {
                sides.add(new Term.Symbol("_"));
            } else {
                cursor.take();
            }
        }
        if (sides.isEmpty()) {
            sides.add(set());
        }
        while (cursor.at(Kind.RELATION)) {
            Token token = cursor.take();
            if (token.text().equals("->")) { // what follows from something is the answer
                sides.clear();
                signs.clear();
            } else {
                signs.add(sign(token));
            }
            sides.add(set());
        }
        cursor.leave();
        return signs.isEmpty() ? sides.get(0) : new Structure.Relation(sides, signs);
    }

    private static Sign sign(Token token) {
        return switch (token.text()) {
            case "=" -> Sign.EQUAL;
            case "!=" -> Sign.NOT_EQUAL;
            case "<" -> Sign.LESS;
            case "<=" -> Sign.LESS_OR_EQUAL;
            case ">" -> Sign.GREATER;
            case ">=" -> Sign.GREATER_OR_EQUAL;
            case "~" -> Sign.ABOUT;
            case "in" -> Sign.IN;
            default -> Sign.OTHER;
        };
    }

    private Term set() throws UnreadableException {
        Term left = ratio();
        while (cursor.at(Kind.SET_OPERATION)) {
            String name = cursor.take().text();
            Combination combination = switch (name) {
                case "union" -> Combination.UNION;
                case "intersection" -> Combination.INTERSECTION;
                default -> Combination.DIFFERENCE;
            };
            left = new Structure.Combined(combination, left, ratio());
        }
        return left;
    }

    private Term ratio() throws UnreadableException {
        Token first = cursor.peek();
        Term left = sum();
        if (!cursor.at(Kind.OPERATOR, ":") || bars.close()) {
            return left;
        }
        if (left instanceof Term.Text) { // "Total: 5"
            cursor.take();
            return new Structure.Relation(List.of(left, sum()), List.of(Sign.EQUAL));
        }
        List<Term> parts = new ArrayList<>(List.of(left));
        StringBuilder written = new StringBuilder(first.text());
        while (cursor.acceptOperator(":")) {
            written.append(':').append(cursor.peek().text());
            parts.add(sum());
        }
        return new Structure.Ratio(parts, written.toString());
    }

    @Override
    public Term sum() throws UnreadableException {
        cursor.enter();
        List<Term> terms = new ArrayList<>();
        terms.add(signed());
        while (cursor.at(Kind.OPERATOR, "+")
                || cursor.at(Kind.OPERATOR, "-")
                || cursor.at(Kind.OPERATOR, "+-")
                || cursor.at(Kind.OPERATOR, "-+")) {
            terms.add(signed());
        }
        cursor.leave();
        return terms.size() == 1 ? terms.get(0) : new Term.Sum(terms);
    }

    private Term signed() throws UnreadableException {
        if (cursor.acceptOperator("+-")) {
            return new Term.PlusMinus(product(), true);
        }
        if (cursor.acceptOperator("-+")) {
            return new Term.PlusMinus(product(), false);
        }
        if (cursor.acceptOperator("-")) {
            boolean twice = cursor.acceptOperator("-");
            Term term = product();
            return twice ? term : new Term.Negative(term);
        }
        cursor.acceptOperator("+");
        if (cursor.at(Kind.OPERATOR, "-")) {
            return signed();
        }
        return product();
    }

    @Override
    public Term product() throws UnreadableException {
        cursor.enter();
        Term left = factors.factor();
        while (true) {
            if (cursor.acceptOperator("*")) {
                left = Term.Product.of(left, signedFactor());
            } else if (cursor.at(Kind.OPERATOR, "/")) {
                cursor.take();
                left = new Term.Quotient(left, signedFactor());
            } else if (cursor.at(Kind.COMMAND, "bmod") || cursor.at(Kind.COMMAND, "pmod")) {
                cursor.take();
                left = Term.Apply.of("mod", left, factors.factor());
            } else if (cursor.peek().isWord() && !(left instanceof Term.Text)) {
                left = quantity(left);
            } else if (!(left instanceof Term.Text || left instanceof Term.Quantity)
                    && factors.beginsFactor(cursor.peek(), left)) {
                left = Term.Product.of(left, factors.factor());
            } else {
                cursor.leave();
                return left;
            }
        }
    }

    private Term signedFactor() throws UnreadableException {
        if (cursor.acceptOperator("-")) {
            return new Term.Negative(factors.factor());
        }
        cursor.acceptOperator("+");
        return factors.factor();
    }

    /** A value and the words behind it: "5 km/h", "12 cm^2", "3 eggs per day". */
    private Term quantity(Term counted) throws UnreadableException {
        Term value = counted;
        if (SCALES.containsKey(cursor.peek().text())) {
            value = Term.Product.of(
                    counted, Term.Num.of(SCALES.getOrDefault(cursor.take().text(), 1L)));
            if (!cursor.peek().isWord()) {
                return value;
            }
        }
        StringBuilder unit = new StringBuilder();
        while (true) {
            Token token = cursor.peek();
            if (token.isWord()) {
                unit.append(unit.length() == 0 ? "" : " ").append(token.text());
                cursor.take();
            } else if (token.is(Kind.OPERATOR, "^") && isPowerOfUnit()) {
                unit.append('^').append(power());
            } else if (token.is(Kind.OPERATOR, "/")
                    && (cursor.peek(1).isWord() || cursor.peek(1).kind() == Kind.SYMBOL)) {
                unit.append('/').append(cursor.peek(1).text());
                cursor.take();
                cursor.take();
            } else if (token.is(Kind.OPERATOR, "*") && cursor.peek(1).isWord()) {
                cursor.take();
            } else if (token.is(Kind.COMMA, ",")
                    && cursor.peek(1).isWord()
                    && cursor.peek(2).kind() == Kind.END) {
                cursor.take();
            } else {
                return new Term.Quantity(value, unit.toString());
            }
        }
    }

    private boolean isPowerOfUnit() {
        Token next = cursor.peek(1);
        return next.kind() == Kind.NUMBER
                || (next.is(Kind.OPEN, "tex")
                        && (cursor.peek(2).kind() == Kind.NUMBER
                                || cursor.peek(3).kind() == Kind.NUMBER));
    }

    private String power() throws UnreadableException {
        cursor.take();
        if (!cursor.accept(Kind.OPEN, "tex")) {
            return cursor.take().text();
        }
        String sign = cursor.acceptOperator("-") ? "-" : "";
        String number = cursor.take().text();
        cursor.expect(Kind.CLOSE, "tex");
        return sign + number;
    }
}
