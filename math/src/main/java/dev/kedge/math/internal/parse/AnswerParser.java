package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Lexer;
import dev.kedge.math.internal.lex.PlainCharacters;
import dev.kedge.math.internal.lex.Token;
import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.term.Combination;
import dev.kedge.math.internal.term.Joint;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import dev.kedge.math.internal.unit.UnitExpression;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    private final TokenCursor cursor;
    private final Bars bars = new Bars();
    private final FactorParser factors;
    private final QuantityParser quantities;
    private final RelationParser relations;

    private AnswerParser(List<Token> tokens) {
        cursor = new TokenCursor(OpenIntervals.rounded(tokens));
        factors = new FactorParser(cursor, this, bars);
        quantities = new QuantityParser(cursor, this);
        relations = new RelationParser(cursor, factors, this::set);
    }

    /**
     * Reads a whole text.
     *
     * @param text the answer and nothing else
     * @return what it says
     * @throws UnreadableException if it is no answer, or too long or too deep
     */
    public static Term parse(String text) throws UnreadableException {
        Optional<Term> number = PlainNumber.of(text);
        if (number.isPresent()) {
            return number.get();
        }
        String plain = PlainCharacters.of(text);
        Optional<String> date = CalendarDate.of(plain);
        if (date.isPresent()) {
            return new Term.Text(date.get());
        }
        if (Lexer.isProperName(plain)) {
            return new Term.Text(text);
        }
        if (Lexer.isRunningText(plain)) {
            return SpokenAnswers.of(plain).orElse(new Term.Text(text));
        }
        return parse(Lexer.tokens(plain));
    }

    private static Term parse(List<Token> tokens) throws UnreadableException {
        AnswerParser parser = new AnswerParser(tokens);
        Term answer = parser.answers();
        if (parser.cursor.at(Kind.COMMAND, "over")) {
            parser.cursor.take();
            answer = new Term.Quotient(answer, parser.answers());
        }
        if (!parser.cursor.at(Kind.END)) {
            throw parser.cursor.unexpected();
        }
        answer = spoken(answer);
        if (answer.has(AnswerParser::computesWithWords)) {
            throw new UnreadableException("words within a formula");
        }
        return answer;
    }

    /** With the numbers and sets that words stand for, where these are an answer, and not within a formula. */
    private static Term spoken(Term answer) {
        if (answer instanceof Term.Text text) {
            return SpokenAnswers.of(text.text()).orElse(answer);
        }
        boolean within = answer instanceof Structure.Sequence || answer instanceof Structure.Relation;
        return within
                ? answer.of(answer.parts().stream().map(AnswerParser::spoken).toList())
                : answer;
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
        int texts = 0;
        for (Term part : term.parts()) {
            texts += part instanceof Term.Text ? 1 : 0;
        }
        if (texts == 0) {
            return false;
        }
        boolean computes = term instanceof Term.Sum
                || term instanceof Term.Product
                || term instanceof Term.Quotient
                || term instanceof Term.Power
                || term instanceof Term.Negative;
        return computes
                || (term instanceof Structure.Sequence && texts < term.parts().size());
    }

    @Override
    public Term answers() throws UnreadableException {
        cursor.enter();
        Term alone = relation();
        if (!isJoint()) {
            cursor.leave();
            return alone;
        }
        List<Term> groups = new ArrayList<>();
        List<Term> elements = new ArrayList<>();
        List<Integer> cuts = new ArrayList<>();
        boolean lists = false;
        Set<Kind> joints = EnumSet.noneOf(Kind.class);
        elements.add(alone);
        while (isJoint()) {
            boolean ends = false;
            boolean word = false;
            while (isJoint()) {
                joints.add(cursor.peek().kind());
                word |= !cursor.at(Kind.COMMA);
                ends |= cursor.take().text().equals(";");
            }
            if (cursor.at(Kind.END) || cursor.at(Kind.CLOSE)) {
                break;
            }
            if (ends) {
                lists |= elements.size() > 1;
                groups.add(elements.size() == 1 ? elements.get(0) : new Structure.Sequence(elements));
                elements = new ArrayList<>();
            }
            if (word) {
                cuts.add(elements.size());
            }
            elements.add(relation());
        }
        cursor.leave();
        Optional<Term> solutions = groups.isEmpty() ? EquationLists.of(elements, cuts) : Optional.empty();
        if (solutions.isPresent()) {
            return solutions.get();
        }
        Joint joint = !joints.contains(Kind.OR)
                ? (joints.contains(Kind.AND) ? Joint.AND : Joint.COMMA)
                : (joints.contains(Kind.AND) ? Joint.MIXED : Joint.OR);
        Term last = elements.size() == 1 ? elements.get(0) : new Structure.Sequence(elements, joint);
        if (groups.isEmpty()) {
            return last;
        }
        groups.add(last);
        if (lists || elements.size() > 1) { // "a=1,b=2; a=3,b=4": a list of lists
            return new Structure.Sequence(groups);
        }
        return new Structure.Sequence(groups, joint);
    }

    private boolean isJoint() {
        return cursor.at(Kind.COMMA) || cursor.at(Kind.AND) || cursor.at(Kind.OR);
    }

    @Override
    public Term relation() throws UnreadableException {
        return relations.relation();
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
        if (quantities.between().filter(sign -> sign.equals(":")).isPresent() && !(left instanceof Term.Text)) {
            List<Term> numbers = new ArrayList<>(List.of(left));
            StringBuilder words = new StringBuilder(first.text());
            while (quantities.between().filter(sign -> sign.equals(":")).isPresent()) {
                cursor.take();
                words.append(" to ").append(cursor.peek().text());
                numbers.add(sum());
            }
            return new Structure.Ratio(numbers, words.toString());
        }
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
        Term left = cursor.at(Kind.CURRENCY) ? quantities.amount() : factors.factor();
        while (true) {
            if (cursor.at(Kind.END)) {
                cursor.leave();
                return Derivative.applied(left);
            } else if (cursor.acceptOperator("*")) {
                left = Term.Product.of(left, signedFactor());
            } else if (cursor.at(Kind.OPERATOR, "/")) {
                cursor.take();
                left = new Term.Quotient(left, signedFactor());
            } else if (cursor.at(Kind.COMMAND, "bmod") || cursor.at(Kind.COMMAND, "pmod")) {
                cursor.take();
                left = Term.Apply.of("mod", left, factors.factor());
            } else if (quantities.isBehind(left)) {
                left = quantities.behind(left);
            } else if (quantities.between().filter(sign -> sign.equals("/")).isPresent()) {
                cursor.take();
                cursor.accept(Kind.WORD, "of");
                left = new Term.Quotient(left, factors.factor());
            } else if (isRepeatedInWords(left)) {
                left = repeatedInWords(left);
            } else if (quantities.isContinued(left)) {
                left = quantities.continued(left);
            } else if (!(left instanceof Term.Text || left instanceof Term.Quantity)
                    && factors.beginsFactor(cursor.peek(), left)) {
                left = Term.Product.of(left, factors.factor());
            } else {
                cursor.leave();
                return Derivative.applied(left);
            }
        }
    }

    /** Whether words in brackets stand behind a number: {@code 12 (twelve)}, {@code 5 (meters)}. */
    private boolean isRepeatedInWords(Term value) {
        return !(value instanceof Term.Text)
                && cursor.at(Kind.OPEN, "(")
                && cursor.peek(1).isWord()
                && cursor.peek(2).is(Kind.CLOSE, ")");
    }

    private Term repeatedInWords(Term value) throws UnreadableException {
        cursor.take();
        String words = cursor.take().text();
        cursor.take();
        Term number = value instanceof Term.Quantity quantity ? quantity.value() : value;
        if (NumberWords.of(words).filter(number::equals).isPresent()) {
            return value;
        }
        if (UnitExpression.whole(words).isEmpty()) {
            throw new UnreadableException("words in brackets");
        }
        return new Term.Quantity(value, words);
    }

    private Term signedFactor() throws UnreadableException {
        if (cursor.at(Kind.CURRENCY)) {
            return quantities.amount();
        }
        if (cursor.acceptOperator("-")) {
            return new Term.Negative(factors.factor());
        }
        cursor.acceptOperator("+");
        return factors.factor();
    }
}
