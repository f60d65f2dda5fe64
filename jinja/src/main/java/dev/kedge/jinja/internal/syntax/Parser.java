package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.syntax.Token.Kind;
import dev.kedge.jinja.internal.tree.Assignment;
import dev.kedge.jinja.internal.tree.BlockAssignment;
import dev.kedge.jinja.internal.tree.Body;
import dev.kedge.jinja.internal.tree.CallBlock;
import dev.kedge.jinja.internal.tree.CallExpression;
import dev.kedge.jinja.internal.tree.Data;
import dev.kedge.jinja.internal.tree.Enclosed;
import dev.kedge.jinja.internal.tree.Expression;
import dev.kedge.jinja.internal.tree.FilterBlock;
import dev.kedge.jinja.internal.tree.Filtering;
import dev.kedge.jinja.internal.tree.Flow;
import dev.kedge.jinja.internal.tree.For;
import dev.kedge.jinja.internal.tree.If;
import dev.kedge.jinja.internal.tree.Jump;
import dev.kedge.jinja.internal.tree.MacroDefinition;
import dev.kedge.jinja.internal.tree.Print;
import dev.kedge.jinja.internal.tree.Signature;
import dev.kedge.jinja.internal.tree.Statement;
import dev.kedge.jinja.internal.tree.Target;
import dev.kedge.jinja.internal.tree.With;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Statements, from tokens to a tree. */
public final class Parser {

    /** A template is read at once, so its size is bounded; the largest known one of a public model has 60,000. */
    public static final int MAX_LENGTH = 250_000;

    private static final Set<String> REFUSED = Set.of("include", "import", "from", "extends", "autoescape");

    private static final Map<String, BiFunction<Parser, Place, Statement>> TAGS = Map.ofEntries(
            Map.entry("if", Parser::parseIf),
            Map.entry("for", Parser::parseFor),
            Map.entry("set", Parser::parseSet),
            Map.entry("macro", Parser::parseMacro),
            Map.entry("call", Parser::parseCall),
            Map.entry("filter", Parser::parseFilter),
            Map.entry("with", Parser::parseWith),
            Map.entry("generation", Parser::parseGeneration),
            Map.entry("block", Parser::parseBlock),
            Map.entry("print", Parser::parsePrint),
            Map.entry("break", (parser, place) -> parser.parseJump(place, Flow.BREAK)),
            Map.entry("continue", (parser, place) -> parser.parseJump(place, Flow.CONTINUE)));

    private final TokenStream tokens;
    private final Names names = new Names();
    private final Nesting nesting;
    private final TupleParser tuples;
    private final ExpressionParser expressions;
    private final TargetParser targets;

    /** Tags that wait for their end, the innermost first. */
    private final Deque<String> open = new ArrayDeque<>();

    /** Loops around here that a jump can leave. */
    private int loops;

    private Parser(String source) {
        this.tokens = new TokenStream(Lexer.tokens(source));
        this.nesting = new Nesting(tokens);
        this.tuples = new TupleParser(tokens);
        this.expressions = new ExpressionParser(tokens, names, nesting);
        this.targets = new TargetParser(tokens, expressions::primary);
    }

    /**
     * Parses a template.
     *
     * @param source the template
     * @return what it does
     * @throws Fault if it is not one, with the place
     */
    public static Body parse(String source) {
        if (source.length() > MAX_LENGTH) {
            throw new Fault(
                    Place.START, "a template must have at most " + MAX_LENGTH + " characters, got " + source.length());
        }
        Parser parser = new Parser(source);
        Body body = parser.statements(List.of());
        parser.names.check();
        return body;
    }

    /** Statements up to one of the given tags, whose name is the next token then; or up to the end. */
    private Body statements(List<String> ends) {
        List<Statement> statements = new ArrayList<>();
        while (!tokens.at(Kind.END)) {
            Token token = tokens.next();
            switch (token.kind()) {
                case DATA -> statements.add(new Data(token.place(), token.text()));
                case VARIABLE_BEGIN -> {
                    statements.add(new Print(token.place(), tuples.read(expressions::expression, "", false)));
                    tokens.expect(Kind.VARIABLE_END);
                }
                default -> {
                    if (tokens.at(Kind.NAME) && ends.contains(tokens.current().text())) {
                        return new Body(statements);
                    }
                    statements.add(tag(ends));
                    tokens.expect(Kind.BLOCK_END);
                }
            }
        }
        if (!ends.isEmpty()) {
            throw new Fault(tokens.place(), "Unexpected end of template. " + lookingFor(ends));
        }
        return new Body(statements);
    }

    private String lookingFor(List<String> ends) {
        String innermost =
                open.isEmpty() ? "" : " The innermost block that needs to be closed is '" + open.element() + "'.";
        return ends.isEmpty()
                ? ""
                : "Jinja was looking for the following tags: '" + String.join("' or '", ends) + "'." + innermost;
    }

    private Statement tag(List<String> ends) {
        if (!tokens.at(Kind.NAME)) {
            throw new Fault(tokens.place(), "tag name expected");
        }
        Token name = tokens.next();
        if (REFUSED.contains(name.text())) {
            throw new Fault(
                    name.place(), "the tag '" + name.text() + "' is not supported: a chat template stands alone");
        }
        BiFunction<Parser, Place, Statement> rule = TAGS.get(name.text());
        if (rule == null) {
            String message = "Encountered unknown tag '" + name.text() + "'. " + lookingFor(ends);
            throw new Fault(name.place(), message.strip());
        }
        open.push(name.text());
        Statement statement = nesting.deeper(() -> rule.apply(this, name.place()));
        open.pop();
        return statement;
    }

    /** The statements between here and an end tag, which is the next token then. */
    private Body body(String... ends) {
        tokens.skipOperator(":");
        tokens.expect(Kind.BLOCK_END);
        return statements(List.of(ends));
    }

    /** The same with the name of the end tag taken. */
    private Body bodyAndEnd(String end) {
        Body body = body(end);
        tokens.expectName(end);
        return body;
    }

    private Statement parseIf(Place place) {
        int unknownBefore = names.unknownCount();
        List<If.Branch> branches = new ArrayList<>();
        Body otherwise = Body.EMPTY;
        boolean more = true;
        while (more) {
            Expression condition = tuples.read(expressions::withoutCondition, "", false);
            branches.add(new If.Branch(condition, body("elif", "else", "endif")));
            String next = tokens.next().text();
            more = next.equals("elif");
            if (next.equals("else")) {
                otherwise = bodyAndEnd("endif");
            }
        }
        names.forgiveSince(unknownBefore);
        return new If(place, branches, otherwise);
    }

    private Statement parseFor(Place place) {
        Target target = targets.target("in", false);
        targets.refuseLoop(target, place);
        tokens.expectName("in");
        Expression iterable = tuples.read(expressions::withoutCondition, "recursive", false);
        Optional<Expression> condition =
                tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
        boolean recursive = tokens.skipName("recursive");
        loops++;
        Body body = body("endfor", "else");
        loops--;
        Body otherwise = tokens.next().text().equals("else") ? bodyAndEnd("endfor") : Body.EMPTY;
        return new For(place, target, iterable, condition, recursive, body, otherwise);
    }

    private Statement parseJump(Place place, Flow flow) {
        if (loops == 0) {
            throw new Fault(place, "'" + (flow == Flow.BREAK ? "break" : "continue") + "' outside loop");
        }
        return new Jump(place, flow);
    }

    private Statement parseSet(Place place) {
        Target target = targets.target("", true);
        if (tokens.skipOperator("=")) {
            return new Assignment(place, target, tuples.read(expressions::expression, "", false));
        }
        List<Filtering> filters = new ArrayList<>();
        while (tokens.skipOperator("|")) {
            filters.add(expressions.filter());
        }
        return new BlockAssignment(place, target, filters, apart(() -> bodyAndEnd("endset")));
    }

    private Statement parseMacro(Place place) {
        String name = tokens.expect(Kind.NAME).text();
        names.enterMacro();
        List<Signature.Parameter> parameters = parameters();
        Body body = apart(() -> bodyAndEnd("endmacro"));
        return new MacroDefinition(place, name, signature(parameters), body);
    }

    private Signature signature(List<Signature.Parameter> parameters) {
        Set<String> mentioned = names.leaveMacro();
        return new Signature(
                parameters, mentioned.contains("caller"), mentioned.contains("varargs"), mentioned.contains("kwargs"));
    }

    private List<Signature.Parameter> parameters() {
        tokens.expectOperator("(");
        List<Signature.Parameter> parameters = new ArrayList<>();
        boolean defaults = false;
        while (!tokens.skipOperator(")")) {
            Token name = tokens.expect(Kind.NAME);
            Optional<Expression> absent =
                    tokens.skipOperator("=") ? Optional.of(expressions.expression()) : Optional.empty();
            if (defaults && absent.isEmpty()) {
                throw new Fault(name.place(), "non-default argument follows default argument");
            }
            defaults = absent.isPresent();
            parameters.add(new Signature.Parameter(name.text(), absent));
            if (!tokens.atOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        return parameters;
    }

    private Statement parseCall(Place place) {
        names.enterMacro();
        List<Signature.Parameter> parameters = tokens.atOperator("(") ? parameters() : List.of();
        Expression called = expressions.expression();
        if (!(called instanceof CallExpression call)) {
            throw new Fault(place, "expected call");
        }
        Body body = apart(() -> bodyAndEnd("endcall"));
        return new CallBlock(place, signature(parameters), call, body);
    }

    private Statement parseFilter(Place place) {
        List<Filtering> filters = new ArrayList<>();
        do {
            filters.add(expressions.filter());
        } while (tokens.skipOperator("|"));
        return new FilterBlock(place, filters, apart(() -> bodyAndEnd("endfilter")));
    }

    private Statement parseWith(Place place) {
        List<Target> assigned = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.at(Kind.BLOCK_END)) {
            if (!assigned.isEmpty()) {
                tokens.expectOperator(",");
            }
            assigned.add(targets.target("", false));
            tokens.expectOperator("=");
            values.add(expressions.expression());
        }
        return new With(place, assigned, values, bodyAndEnd("endwith"));
    }

    private Statement parseGeneration(Place place) {
        return new Enclosed(place, false, apart(() -> bodyAndEnd("endgeneration")));
    }

    private Statement parseBlock(Place place) {
        String name = tokens.expect(Kind.NAME).text();
        boolean scoped = tokens.skipName("scoped");
        tokens.skipName("required");
        Body body = apart(() -> bodyAndEnd("endblock"));
        tokens.skipName(name);
        return new Enclosed(place, !scoped, body);
    }

    private Statement parsePrint(Place place) {
        List<Statement> printed = new ArrayList<>();
        do {
            printed.add(new Print(place, expressions.expression()));
        } while (tokens.skipOperator(","));
        return new Enclosed(place, false, new Body(printed));
    }

    /** A body that is rendered apart from what is around it: a jump cannot leave it. */
    private Body apart(Supplier<Body> body) {
        int around = loops;
        loops = 0;
        Body inside = body.get();
        loops = around;
        return inside;
    }
}
