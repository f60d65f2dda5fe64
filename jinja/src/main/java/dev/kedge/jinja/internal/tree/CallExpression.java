package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Arguments;
import dev.kedge.jinja.internal.value.Thing;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;

/**
 * {@code f(a, b=c)}.
 *
 * @param place where it stands
 * @param function what is called
 * @param arguments what is passed
 */
public record CallExpression(Place place, Expression function, CallArguments arguments) implements Expression {

    /** The call with arguments that were evaluated already. */
    Value call(Frame frame, Arguments passed) {
        Value called = function.evaluate(frame);
        if (called instanceof Thing thing) {
            return thing.call(passed, frame.budget());
        }
        if (called instanceof Undefined undefined) {
            throw undefined.fault();
        }
        throw new Fault("'" + called.typeName() + "' object is not callable");
    }

    @Override
    public Value compute(Frame frame) {
        return call(frame, arguments.evaluate(frame));
    }
}
