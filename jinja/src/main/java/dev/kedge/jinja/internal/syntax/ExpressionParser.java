package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.operation.Arithmetic;
import dev.kedge.jinja.internal.syntax.Token.Kind;
import dev.kedge.jinja.internal.tree.Binary;
import dev.kedge.jinja.internal.tree.Comparison;
import dev.kedge.jinja.internal.tree.Concatenation;
import dev.kedge.jinja.internal.tree.Conditional;
import dev.kedge.jinja.internal.tree.Expression;
import dev.kedge.jinja.internal.tree.Filtering;
import dev.kedge.jinja.internal.tree.Logic;
import dev.kedge.jinja.internal.tree.Not;
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

    private static final Set<String> SUMS = Set.of("+", "-");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");
    private static final Set<String> POWERS = Set.of("**");

    private final TokenStream tokens;
    private final Names names;
    private final Nesting nesting;
    private final OperandParser operands;

    ExpressionParser(TokenStream tokens, Names names, Nesting nesting) {
        this.tokens = tokens;
        this.names = names;
        this.nesting = nesting;
        this.operands = new OperandParser(tokens, names, nesting, this::expression);
    }

    Expression expression() {
        return nesting.deeper(this::conditional);
    }

    /** An expression in which a condition does not follow: the iterable of a loop. */
    Expression withoutCondition() {
        return nesting.deeper(this::or);
    }

    /** A literal or a variable. */
    Expression primary() {
        return operands.primary();
    }

    /** A filter after its pipe. */
    Filtering filter() {
        return operands.filter();
    }

    private Expression conditional() {
        int unknownBefore = names.unknownCount();
        Expression value = or();
        while (tokens.atName("if")) {
            Place place = tokens.next().place();
            Expression condition = or();
            Optional<Expression> otherwise =
                    tokens.skipName("else") ? Optional.of(nesting.deeper(this::conditional)) : Optional.empty();
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
            return new Not(place, nesting.deeper(this::not));
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
}
