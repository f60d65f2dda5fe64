package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Token;
import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.term.Term;
import dev.kedge.math.internal.unit.UnitExpression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parser of what makes a quantity of a value: words and units behind it, a currency before or behind it. */
final class QuantityParser {

    private static final Map<String, Long> SCALES = Map.ofEntries(
            Map.entry("dozen", 12L),
            Map.entry("hundred", 100L),
            Map.entry("thousand", 1_000L),
            Map.entry("million", 1_000_000L),
            Map.entry("billion", 1_000_000_000L),
            Map.entry("trillion", 1_000_000_000_000L),
            Map.entry("lakh", 100_000L),
            Map.entry("crore", 10_000_000L),
            Map.entry("万", 10_000L),
            Map.entry("萬", 10_000L),
            Map.entry("亿", 100_000_000L),
            Map.entry("만", 10_000L),
            Map.entry("억", 100_000_000L),
            Map.entry("тыс", 1_000L),
            Map.entry("млн", 1_000_000L),
            Map.entry("млрд", 1_000_000_000L));

    /** Words that change a value or take it back, and are no unit. */
    private static final Set<String> CHANGING = Set.of(
            "squared",
            "cubed",
            "factorial",
            "dozens",
            "hundreds",
            "thousands",
            "millions",
            "not",
            "wrong",
            "incorrect",
            "times",
            "minus",
            "plus",
            "less",
            "or",
            "halves",
            "half",
            "thirds",
            "fourths",
            "fifths",
            "sixths",
            "eighths",
            "ninths",
            "tenths",
            "hundredths",
            "thousandths",
            "percentile",
            "fewer",
            "below",
            "above");

    private final TokenCursor cursor;
    private final Answers answers;

    QuantityParser(TokenCursor cursor, Answers answers) {
        this.cursor = cursor;
        this.answers = answers;
    }

    /** Whether words or a currency stand here that belong to the value before them. */
    boolean isBehind(Term value) {
        if (cursor.at(Kind.CURRENCY)) {
            return true;
        }
        return cursor.peek().isWord()
                && !(value instanceof Term.Text)
                && between().isEmpty();
    }

    /** The sign that words between two values stand for: {@code :} for "to", {@code /} for "out of". */
    Optional<String> between() {
        if (!cursor.peek().isWord()) {
            return Optional.empty();
        }
        String word = cursor.peek().text();
        if (word.equals("to") && isValue(cursor.peek(1))) {
            return Optional.of(":");
        }
        boolean of = word.equals("out of") && isValue(cursor.peek(1));
        boolean both = word.equals("out") && cursor.peek(1).text().equals("of") && isValue(cursor.peek(2));
        return of || both ? Optional.of("/") : Optional.empty();
    }

    private static boolean isValue(Token token) {
        return token.kind() == Kind.NUMBER || token.kind() == Kind.CURRENCY || token.is(Kind.COMMAND, "frac");
    }

    /** An amount behind its currency: {@code $5 million}, {@code $-3}, {@code $18 per hour}. */
    Term amount() throws UnreadableException {
        String currency = cursor.take().text();
        boolean negative = cursor.acceptOperator("-");
        Term value = answers.product();
        if (cursor.at(Kind.CURRENCY, currency)) { // "\$5\$"
            cursor.take();
        }
        String unit = currency;
        if (value instanceof Term.Quantity quantity) {
            Optional<UnitExpression.Read> named = UnitExpression.beginning(quantity.unit());
            boolean money = named.isPresent() && named.get().unit().dimensions().equals(dimensions(currency));
            unit = money ? quantity.unit() : currency + " " + quantity.unit();
            value = quantity.value();
        }
        return new Term.Quantity(negative ? new Term.Negative(value) : value, unit);
    }

    private static Map<String, Integer> dimensions(String unit) {
        return UnitExpression.whole(unit).map(known -> known.dimensions()).orElse(Map.of());
    }

    /** A value and the words behind it: "5 km/h", "12 cm^2", "3 eggs per day". */
    Term behind(Term counted) throws UnreadableException {
        Term value = counted;
        Long scale = SCALES.get(cursor.peek().text());
        if (scale != null) {
            cursor.take();
            value = scaled(counted, scale);
            if (!cursor.peek().isWord() && !cursor.at(Kind.CURRENCY)) {
                return value;
            }
        }
        StringBuilder unit = new StringBuilder();
        while (true) {
            Token token = cursor.peek();
            if (token.kind() == Kind.CURRENCY || (token.isWord() && between().isEmpty())) {
                String first = token.text().split(" ", 2)[0];
                boolean power = first.equals("squared") || first.equals("cubed"); // "5 cm squared"
                if (CHANGING.contains(first) && !(power && unit.length() > 0)) {
                    throw new UnreadableException("the words \"" + token.text() + "\" behind a value");
                }
                unit.append(unit.length() == 0 ? "" : " ").append(token.text());
                cursor.take();
            } else if (token.is(Kind.OPERATOR, "^") && isPower()) {
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
                return joined(value, unit.toString());
            }
        }
    }

    private static Term scaled(Term counted, long scale) {
        if (counted instanceof Term.Quantity quantity) {
            return new Term.Quantity(scaled(quantity.value(), scale), quantity.unit());
        }
        return Term.Product.of(counted, Term.Num.of(scale));
    }

    /** A quantity; where the value has a unit already, both together. */
    private static Term joined(Term value, String unit) {
        return value instanceof Term.Quantity quantity
                ? new Term.Quantity(quantity.value(), quantity.unit() + " " + unit)
                : new Term.Quantity(value, unit);
    }

    /** Whether a smaller quantity follows one: {@code 2 hours 30 minutes}. */
    boolean isContinued(Term value) {
        return cursor.at(Kind.NUMBER)
                && (cursor.peek(1).isWord() || cursor.peek(1).kind() == Kind.CURRENCY)
                && unit(value).isPresent();
    }

    /** The unit of a number with words, or with one letter, behind it. */
    private static Optional<Term.Quantity> unit(Term term) {
        if (term instanceof Term.Quantity quantity) {
            return UnitExpression.whole(quantity.unit()).map(unit -> quantity);
        }
        boolean letter = term instanceof Term.Product product
                && product.parts().size() == 2
                && product.parts().get(0) instanceof Term.Num
                && product.parts().get(1) instanceof Term.Symbol symbol
                && UnitExpression.whole(symbol.name()).isPresent();
        return letter
                ? Optional.of(new Term.Quantity(
                        term.parts().get(0), ((Term.Symbol) term.parts().get(1)).name()))
                : Optional.empty();
    }

    /** Both together, if the second measures the same. */
    Term continued(Term first) throws UnreadableException {
        Term second = answers.product();
        Term next = second instanceof Term.Sum sum ? sum.parts().get(0) : second;
        Optional<Term.Quantity> one = unit(first);
        Optional<Term.Quantity> other = unit(next);
        boolean same = one.isPresent()
                && other.isPresent()
                && UnitExpression.whole(one.get().unit())
                        .flatMap(
                                unit -> UnitExpression.whole(other.get().unit()).flatMap(unit::in))
                        .isPresent();
        if (!same) {
            throw cursor.unexpected();
        }
        return new Term.Sum(List.of(one.get(), second));
    }

    private boolean isPower() {
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
