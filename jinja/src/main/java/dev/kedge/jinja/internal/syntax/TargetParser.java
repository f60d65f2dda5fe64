package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.tree.AttributeAccess;
import dev.kedge.jinja.internal.tree.Expression;
import dev.kedge.jinja.internal.tree.Name;
import dev.kedge.jinja.internal.tree.Target;
import dev.kedge.jinja.internal.tree.TupleLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A parser of what can be assigned to: variables, attributes of namespaces, and tuples of them. */
final class TargetParser {

    private final TokenStream tokens;
    private final Supplier<Expression> primary;
    private final TupleParser tuples;

    /** A parser of targets that are made of what {@code primary} reads: literals and variables. */
    TargetParser(TokenStream tokens, Supplier<Expression> primary) {
        this.tokens = tokens;
        this.primary = primary;
        this.tuples = new TupleParser(tokens);
    }

    /**
     * Reads a target.
     *
     * @param end a name that ends it
     * @param attributes whether attributes of namespaces are allowed
     */
    Target target(String end, boolean attributes) {
        return target(tuples.read(() -> part(attributes), end, false));
    }

    private Expression part(boolean attributes) {
        Place place = tokens.place();
        Expression part = primary.get();
        if (attributes && part instanceof Name && tokens.skipOperator(".")) {
            return new AttributeAccess(
                    place, part, tokens.expect(Token.Kind.NAME).text());
        }
        return part;
    }

    private Target target(Expression written) {
        if (written instanceof Name name) {
            return new Target.Variable(name.name());
        }
        if (written instanceof AttributeAccess access && access.of() instanceof Name namespace) {
            return new Target.Attribute(namespace.name(), access.name());
        }
        if (written instanceof TupleLiteral tuple) {
            List<Target> targets = new ArrayList<>();
            tuple.elements().forEach(element -> targets.add(target(element)));
            return new Target.Several(targets);
        }
        throw new Fault(written.place(), "can't assign to this: it is no name");
    }

    /** The variable of a loop is its own. */
    void refuseLoop(Target target, Place place) {
        boolean refused = target instanceof Target.Several several
                ? several.targets().contains(new Target.Variable("loop"))
                : target.equals(new Target.Variable("loop"));
        if (refused) {
            throw new Fault(place, "Can't assign to special loop variable in for-loop target");
        }
    }
}
