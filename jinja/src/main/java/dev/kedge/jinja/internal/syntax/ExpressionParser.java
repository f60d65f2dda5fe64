package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.operation.Arithmetic;
import dev.kedge.jinja.internal.syntax.Token.Kind;
import dev.kedge.jinja.internal.tree.Binary;
import dev.kedge.jinja.internal.tree.Comparison;
import dev.kedge.jinja.internal.tree.Concatenation;
import dev.kedge.jinja.internal.tree.Conditional;
import dev.kedge.jinja.internal.tree.Expression;
import dev.kedge.jinja.internal.tree.Logic;
import dev.kedge.jinja.internal.tree.Not;
import dev.kedge.jinja.internal.tree.TupleLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Expressions, by precedence: {@code if else}, {@code or}, {@code and}, {@code not}, comparisons, {@code + -},
 * {@code ~}, {@code * / // %}, {@code **}, signs, then what {@link OperandParser} reads. All operators lean to the
 * left, {@code **} too.
 */
final class ExpressionParser {

    /** How deeply expressions and statements may be nested in the source. */
    static final int MAX_NESTING = 100;

    private static final Set<String> SUMS = Set.of("+", "-");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");
    private static final Set<String> POWERS = Set.of("**");

    private final TokenStream tokens;
    private final Names names;
    private final OperandParser operands;
    private int nesting;

    ExpressionParser(TokenStream tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
        this.operands = new OperandParser(tokens, names, this);
    }

    OperandParser operands() {
        return operands;
    }

    /** One level deeper, within bounds. */
    <T> T nested(Supplier<T> inner) {
        nesting++;
        if (nesting > MAX_NESTING) {
            throw new Fault(tokens.place(), "the template is nested deeper than " + MAX_NESTING + " levels");
        }
        T result = inner.get();
        nesting--;
        return result;
    }

    Expression expression() {
        return nested(this::conditional);
    }

    /** An expression in which a condition does not follow: the iterable of a loop. */
    Expression withoutCondition() {
        return nested(this::or);
    }

    private Expression conditional() {
        int unknownBefore = names.unknownCount();
        Expression value = or();
        while (tokens.atName("if")) {
            Place place = tokens.next().place();
            Expression condition = or();
            Optional<Expression> otherwise =
                    tokens.skipName("else") ? Optional.of(nested(this::conditional)) : Optional.empty();
            value = new Conditional(place, condition, value, otherwise);
            names.forgiveSince(unknownBefore);
        }
        return value;
    }

    private Expression or() {
        Expression left = and();
        while (tokens.atName("or")) {
            Place place = tokens.next().place();
            left = new Logic(place, false, left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.atName("and")) {
            Place place = tokens.next().place();
            left = new Logic(place, true, left, not());
        }
        return left;
    }

    private Expression not() {
        if (tokens.atName("not")) {
            Place place = tokens.next().place();
            return new Not(place, nested(this::not));
        }
        return comparison();
    }

    private Expression comparison() {
        Expression first = sum();
        Place place = tokens.place();
        List<Comparison.Link> links = new ArrayList<>();
        for (Optional<Comparison.Comparator> next = comparator(); next.isPresent(); next = comparator()) {
            links.add(new Comparison.Link(next.get(), sum()));
        }
        return links.isEmpty() ? first : new Comparison(place, first, links);
    }

    private Optional<Comparison.Comparator> comparator() {
        Token token = tokens.current();
        boolean notIn = token.isName("not") && tokens.ahead().isName("in");
        if (!token.is(Kind.OPERATOR) && !token.isName("in") && !notIn) {
            return Optional.empty();
        }
        Optional<Comparison.Comparator> comparator = Comparison.comparator(notIn ? "not in" : token.text());
        if (comparator.isPresent()) {
            tokens.next();
            tokens.skipName("in");
        }
        return comparator;
    }

    private Expression sum() {
        return leftToRight(SUMS, this::concatenation);
    }

    private Expression concatenation() {
        Expression first = product();
        if (!tokens.atOperator("~")) {
            return first;
        }
        Place place = tokens.place();
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return new Concatenation(place, parts);
    }

    private Expression product() {
        return leftToRight(PRODUCTS, this::power);
    }

    private Expression power() {
        return leftToRight(POWERS, operands::signed);
    }

    private Expression leftToRight(Set<String> operators, Supplier<Expression> operand) {
        Expression left = operand.get();
        while (tokens.at(Kind.OPERATOR) && operators.contains(tokens.current().text())) {
            Token operator = tokens.next();
            left = new Binary(operator.place(), Arithmetic.of(operator.text()), left, operand.get());
        }
        return left;
    }

    /**
     * An expression, or several with commas between them, which are a tuple.
     *
     * @param part reads one of them
     * @param end a name that ends it, besides the end of a tag and a closing parenthesis
     * @param mayBeEmpty whether nothing at all is the empty tuple
     */
    Expression tuple(Supplier<Expression> part, String end, boolean mayBeEmpty) {
        Place place = tokens.place();
        List<Expression> parts = new ArrayList<>();
        boolean comma = false;
        while (!endsTuple(end)) {
            parts.add(part.get());
            if (!tokens.skipOperator(",")) {
                return comma ? new TupleLiteral(place, parts) : parts.get(0);
            }
            comma = true;
        }
        if (parts.isEmpty() && !mayBeEmpty) {
            throw new Fault(
                    tokens.place(),
                    "Expected an expression, got '" + tokens.current().description() + "'");
        }
        return new TupleLiteral(place, parts);
    }

    Expression tuple() {
        return tuple(this::expression, "", false);
    }

    private boolean endsTuple(String end) {
        return tokens.at(Kind.VARIABLE_END)
                || tokens.at(Kind.BLOCK_END)
                || tokens.atOperator(")")
                || (!end.isEmpty() && tokens.atName(end));
    }
}
