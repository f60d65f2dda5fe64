package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.library.Builtin;
import dev.kedge.jinja.internal.library.Library;
import dev.kedge.jinja.internal.syntax.Token.Kind;
import dev.kedge.jinja.internal.tree.AttributeAccess;
import dev.kedge.jinja.internal.tree.CallArguments;
import dev.kedge.jinja.internal.tree.CallExpression;
import dev.kedge.jinja.internal.tree.Constant;
import dev.kedge.jinja.internal.tree.DictLiteral;
import dev.kedge.jinja.internal.tree.ElementAccess;
import dev.kedge.jinja.internal.tree.Expression;
import dev.kedge.jinja.internal.tree.FilterExpression;
import dev.kedge.jinja.internal.tree.Filtering;
import dev.kedge.jinja.internal.tree.ListLiteral;
import dev.kedge.jinja.internal.tree.Name;
import dev.kedge.jinja.internal.tree.Not;
import dev.kedge.jinja.internal.tree.SliceAccess;
import dev.kedge.jinja.internal.tree.TestExpression;
import dev.kedge.jinja.internal.tree.TupleLiteral;
import dev.kedge.jinja.internal.tree.Unary;
import dev.kedge.jinja.internal.value.Bool;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A parser of what operators stand between: literals and variables, with their attributes, calls, filters and tests.
 */
final class OperandParser {

    private final TokenStream tokens;
    private final Names names;
    private final Nesting nesting;
    private final Supplier<Expression> expression;
    private final TupleParser tuples;

    /** A parser whose operands hold expressions in brackets, which {@code expression} reads. */
    OperandParser(TokenStream tokens, Names names, Nesting nesting, Supplier<Expression> expression) {
        this.tokens = tokens;
        this.names = names;
        this.nesting = nesting;
        this.expression = expression;
        this.tuples = new TupleParser(tokens);
    }

    /** With its sign and its filters. The filters are applied to what the sign made. */
    Expression signed() {
        return filtered(accessed(sign()));
    }

    private Expression sign() {
        if (tokens.atOperator("-") || tokens.atOperator("+")) {
            Token sign = tokens.next();
            Expression operand = nesting.deeper(() -> accessed(sign()));
            return new Unary(sign.place(), sign.text().equals("-"), operand);
        }
        return primary();
    }

    /** A literal or a variable. */
    Expression primary() {
        Token token = tokens.next();
        switch (token.kind()) {
            case NAME -> {
                return named(token);
            }
            case STRING -> {
                return strings(token);
            }
            case INTEGER, FLOAT -> {
                return new Constant(token.place(), token.value());
            }
            case OPERATOR -> {
                switch (token.text()) {
                    case "(" -> {
                        Expression inside = nesting.deeper(() -> tuples.read(expression, "", true));
                        tokens.expectOperator(")");
                        return inside;
                    }
                    case "[" -> {
                        return nesting.deeper(() -> list(token.place()));
                    }
                    case "{" -> {
                        return nesting.deeper(() -> dict(token.place()));
                    }
                    default -> throw unexpected(token);
                }
            }
            default -> throw unexpected(token);
        }
    }

    private static Fault unexpected(Token token) {
        return new Fault(token.place(), "unexpected '" + token.description() + "'");
    }

    private Expression named(Token token) {
        switch (token.text()) {
            case "true", "True" -> {
                return new Constant(token.place(), Bool.TRUE);
            }
            case "false", "False" -> {
                return new Constant(token.place(), Bool.FALSE);
            }
            case "none", "None" -> {
                return new Constant(token.place(), None.NONE);
            }
            default -> {
                names.variable(token.text());
                return new Name(token.place(), token.text());
            }
        }
    }

    /** Strings beside each other are one. */
    private Expression strings(Token first) {
        StringBuilder all = new StringBuilder(((Text) first.value()).chars());
        while (tokens.at(Kind.STRING)) {
            all.append(((Text) tokens.next().value()).chars());
        }
        return new Constant(first.place(), Text.of(all.toString()));
    }

    private Expression list(Place place) {
        List<Expression> elements = new ArrayList<>();
        while (!tokens.skipOperator("]")) {
            elements.add(expression.get());
            if (!tokens.atOperator("]")) {
                tokens.expectOperator(",");
            }
        }
        return new ListLiteral(place, elements);
    }

    private Expression dict(Place place) {
        List<DictLiteral.Pair> pairs = new ArrayList<>();
        while (!tokens.skipOperator("}")) {
            Expression key = expression.get();
            tokens.expectOperator(":");
            pairs.add(new DictLiteral.Pair(key, expression.get()));
            if (!tokens.atOperator("}")) {
                tokens.expectOperator(",");
            }
        }
        return new DictLiteral(place, pairs);
    }

    /** Attributes, elements and calls. */
    private Expression accessed(Expression operand) {
        Expression accessed = operand;
        while (tokens.at(Kind.OPERATOR)) {
            Token token = tokens.current();
            switch (token.text()) {
                case "." -> accessed = attribute(accessed);
                case "[" -> accessed = element(accessed);
                case "(" -> accessed = call(accessed);
                default -> {
                    return accessed;
                }
            }
        }
        return accessed;
    }

    private CallExpression call(Expression function) {
        return new CallExpression(tokens.place(), function, arguments());
    }

    private Expression attribute(Expression of) {
        Place place = tokens.next().place();
        Token name = tokens.next();
        return switch (name.kind()) {
            case NAME -> new AttributeAccess(place, of, name.text());
            case INTEGER -> new ElementAccess(place, of, new Constant(name.place(), name.value()));
            default -> throw new Fault(name.place(), "expected name or number");
        };
    }

    private Expression element(Expression of) {
        Place place = tokens.next().place();
        return nesting.deeper(() -> {
            Optional<Expression> start = bound();
            if (start.isPresent() && !tokens.atOperator(":")) {
                Expression key = tokens.atOperator(",") ? keys(start.get()) : start.get();
                tokens.expectOperator("]");
                return new ElementAccess(place, of, key);
            }
            tokens.expectOperator(":");
            Optional<Expression> stop = bound();
            Optional<Expression> step = tokens.skipOperator(":") ? bound() : Optional.empty();
            tokens.expectOperator("]");
            return new SliceAccess(place, of, start, stop, step);
        });
    }

    private Optional<Expression> bound() {
        return tokens.atOperator(":") || tokens.atOperator("]") ? Optional.empty() : Optional.of(expression.get());
    }

    /** {@code a[1, 2]}: a tuple as key. */
    private Expression keys(Expression first) {
        List<Expression> keys = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",") && !tokens.atOperator("]")) {
            keys.add(expression.get());
        }
        return new TupleLiteral(first.place(), keys);
    }

    /** Filters and tests, and calls of what they return. */
    private Expression filtered(Expression operand) {
        Expression filtered = operand;
        while (true) {
            if (tokens.atOperator("|")) {
                tokens.next();
                Filtering filter = filter();
                filtered = new FilterExpression(filter.place(), filtered, filter);
            } else if (tokens.atName("is")) {
                filtered = test(filtered);
            } else if (tokens.atOperator("(")) {
                filtered = call(filtered);
            } else {
                return filtered;
            }
        }
    }

    /** A filter after its pipe. */
    Filtering filter() {
        Place place = tokens.place();
        String name = dottedName();
        CallArguments arguments = tokens.atOperator("(") ? arguments() : CallArguments.NONE;
        Optional<Builtin> filter = Library.filter(name);
        if (filter.isEmpty()) {
            names.unknown(new Fault(place, "No filter named '" + name + "'."));
        }
        return new Filtering(place, name, filter, arguments);
    }

    private String dottedName() {
        StringBuilder name = new StringBuilder(tokens.expect(Kind.NAME).text());
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.expect(Kind.NAME).text());
        }
        return name.toString();
    }

    private Expression test(Expression of) {
        Place place = tokens.next().place();
        boolean negated = tokens.skipName("not");
        Place namePlace = tokens.place();
        String name = dottedName();
        CallArguments arguments = testArguments();
        Optional<Builtin> test = Library.test(name);
        if (test.isEmpty()) {
            names.unknown(new Fault(namePlace, "No test named '" + name + "'."));
        }
        Expression tested = new TestExpression(namePlace, of, name, test, arguments);
        return negated ? new Not(place, tested) : tested;
    }

    /** In parentheses, or a single one without: {@code x is divisibleby 3}. */
    private CallArguments testArguments() {
        if (tokens.atOperator("(")) {
            return arguments();
        }
        Token token = tokens.current();
        boolean starts = token.is(Kind.NAME)
                || token.is(Kind.STRING)
                || token.is(Kind.INTEGER)
                || token.is(Kind.FLOAT)
                || token.isOperator("[")
                || token.isOperator("{");
        if (!starts || token.isName("else") || token.isName("or") || token.isName("and")) {
            return CallArguments.NONE;
        }
        if (token.isName("is")) {
            throw new Fault(token.place(), "You cannot chain multiple tests with is");
        }
        Expression argument = nesting.deeper(() -> accessed(primary()));
        return new CallArguments(List.of(argument), Map.of(), Optional.empty(), Optional.empty());
    }

    private CallArguments arguments() {
        Place place = tokens.expectOperator("(").place();
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        Optional<Expression> more = Optional.empty();
        Optional<Expression> moreNamed = Optional.empty();
        while (!tokens.skipOperator(")")) {
            boolean valid = moreNamed.isEmpty();
            if (tokens.skipOperator("*")) {
                valid &= more.isEmpty();
                more = Optional.of(expression.get());
            } else if (tokens.skipOperator("**")) {
                moreNamed = Optional.of(expression.get());
            } else if (tokens.at(Kind.NAME) && tokens.ahead().isOperator("=")) {
                String name = tokens.next().text();
                tokens.next();
                if (named.put(name, expression.get()) != null) {
                    throw new Fault(place, "keyword argument repeated: " + name);
                }
            } else {
                valid &= more.isEmpty() && named.isEmpty();
                positional.add(expression.get());
            }
            if (!valid) {
                throw new Fault(place, "invalid syntax for function call expression");
            }
            if (!tokens.atOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        return new CallArguments(positional, named, more, moreNamed);
    }
}
