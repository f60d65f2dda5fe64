package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Token;
import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parser of equations, inequalities and chains of arrows, with the words before what they are about. */
final class RelationParser {

    /** The rule for one side. */
    @FunctionalInterface
    interface Side {
        Term read() throws UnreadableException;
    }

    private static final int MAX_LEADING_WORDS = 8;
    /** Words before the variable of an inequality. */
    private static final Set<String> LEADING = Set.of(
            "all",
            "real",
            "values",
            "value",
            "of",
            "numbers",
            "number",
            "such",
            "that",
            "with",
            "for",
            "every",
            "any",
            "where",
            "when",
            "if",
            "for all",
            "all real",
            "such that",
            "all real numbers",
            "all values of",
            "all numbers",
            "real numbers",
            "all integers",
            "for any",
            "where all");

    private static final Map<String, Sign> LIMITS = Map.ofEntries(
            Map.entry("except", Sign.NOT_EQUAL),
            Map.entry("except for", Sign.NOT_EQUAL),
            Map.entry("other than", Sign.NOT_EQUAL),
            Map.entry("not equal to", Sign.NOT_EQUAL),
            Map.entry("less than", Sign.LESS),
            Map.entry("greater than", Sign.GREATER),
            Map.entry("at least", Sign.GREATER_OR_EQUAL),
            Map.entry("at most", Sign.LESS_OR_EQUAL));

    private final TokenCursor cursor;
    private final FactorParser factors;
    private final Side side;

    RelationParser(TokenCursor cursor, FactorParser factors, Side side) {
        this.cursor = cursor;
        this.factors = factors;
        this.side = side;
    }

    /** One answer: an equation, an inequality, a chain of arrows, or one side alone. */
    Term relation() throws UnreadableException {
        cursor.enter();
        List<Term> sides = new ArrayList<>();
        List<Sign> signs = new ArrayList<>();
        List<Term> chain = new ArrayList<>();
        skipLeadingWords();
        Optional<Term> limited = limitedNumbers();
        if (limited.isPresent()) {
            cursor.leave();
            return limited.get();
        }
        if (cursor.at(Kind.RELATION) && !factors.isAngle()) { // "= 5" and "> 5" leave out what they are about
            Sign sign = sign(cursor.peek());
            if (sign.isOrder() || sign == Sign.NOT_EQUAL || sign == Sign.IN) {
                sides.add(new Term.Symbol("_"));
            } else {
                cursor.take();
            }
        }
        if (sides.isEmpty()) {
            sides.add(side.read());
        }
        chain.add(sides.get(0));
        while (cursor.at(Kind.RELATION)) {
            Token token = cursor.take();
            if (token.text().equals("->")) { // what follows from something is the answer
                sides.clear();
                signs.clear();
            } else {
                signs.add(sign(token));
                chain.clear();
            }
            sides.add(side.read());
            if (!chain.isEmpty()) {
                chain.add(sides.get(sides.size() - 1));
            }
        }
        cursor.leave();
        if (chain.size() > 1 && isChain(chain)) {
            return new Structure.Chain(chain);
        }
        return signs.isEmpty() ? sides.get(0) : new Structure.Relation(sides, signs);
    }

    /** "all real numbers" with what is left out or bounds them: {@code except 2}, {@code less than 2}. */
    private Optional<Term> limitedNumbers() throws UnreadableException {
        if (!cursor.peek().isWord()) {
            return Optional.empty();
        }
        StringBuilder words = new StringBuilder();
        int count = 0;
        while (count < MAX_LEADING_WORDS && cursor.peek(count).isWord()) {
            words.append(count == 0 ? "" : " ").append(cursor.peek(count).text().toLowerCase(Locale.ROOT));
            count++;
        }
        for (Map.Entry<String, Sign> limit : LIMITS.entrySet()) {
            int start = words.length() - limit.getKey().length() - 1;
            boolean reals = start > 0
                    && words.toString().endsWith(" " + limit.getKey())
                    && SpokenAnswers.of(words.substring(0, start))
                            .filter(new Term.Symbol("ℝ")::equals)
                            .isPresent();
            if (reals) {
                for (int i = 0; i < count; i++) {
                    cursor.take();
                }
                Term value = side.read();
                if (value instanceof Structure.Relation) {
                    throw new UnreadableException("a relation behind " + limit.getKey());
                }
                return Optional.of(
                        new Structure.Relation(List.of(new Term.Symbol("_"), value), List.of(limit.getValue())));
            }
        }
        return Optional.empty();
    }

    /** Whether arrows lead from name to name, or through three numbers or more. */
    private static boolean isChain(List<Term> parts) {
        boolean names = parts.stream().allMatch(part -> part instanceof Term.Symbol || part instanceof Term.Text);
        return names
                || (parts.size() > 2
                        && parts.stream()
                                .allMatch(part -> part instanceof Term.Symbol
                                        || part instanceof Term.Text
                                        || part instanceof Term.Num
                                        || part instanceof Structure.Group
                                        || part instanceof Structure.Chain));
    }

    /** Passes over "all real numbers x such that" before what is said of x. */
    private void skipLeadingWords() throws UnreadableException {
        int words = 0;
        while (words < MAX_LEADING_WORDS
                && cursor.peek(words).isWord()
                && LEADING.contains(cursor.peek(words).text().toLowerCase(Locale.ROOT))) {
            words++;
        }
        boolean variable = words > 0 && cursor.peek(words).kind() == Kind.SYMBOL;
        boolean relation = variable && cursor.peek(words + 1).kind() == Kind.RELATION;
        boolean suchThat = variable
                && cursor.peek(words + 1).isWord()
                && LEADING.contains(cursor.peek(words + 1).text().toLowerCase(Locale.ROOT));
        if (relation || suchThat) {
            for (int i = 0; i < words + (suchThat ? 1 : 0); i++) {
                cursor.take();
            }
            if (suchThat) {
                skipLeadingWords();
            }
        }
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
}
