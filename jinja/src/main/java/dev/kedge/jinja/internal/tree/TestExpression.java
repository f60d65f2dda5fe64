package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.library.Builtin;
import dev.kedge.jinja.internal.value.Value;
import java.util.Optional;

/**
 * {@code a is test}.
 *
 * @param place where it stands
 * @param of what is tested
 * @param name of the test
 * @param test what it does; empty if there is none of that name, a fault once it is applied
 * @param arguments what is passed
 */
public record TestExpression(Place place, Expression of, String name, Optional<Builtin> test, CallArguments arguments)
        implements Expression {

    @Override
    public Value compute(Frame frame) {
        Value value = of.evaluate(frame);
        Builtin known = test.orElseThrow(() -> new Fault("No test named '" + name + "'."));
        return known.apply(value, arguments.evaluate(frame), frame.budget());
    }
}
