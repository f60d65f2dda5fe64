package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Bool;
import dev.kedge.jinja.internal.value.Value;

/**
 * {@code not a}, {@code a is not b}.
 *
 * @param place where it stands
 * @param operand what is negated
 */
public record Not(Place place, Expression operand) implements Expression {

    @Override
    public Value compute(Frame frame) {
        return Bool.of(!operand.evaluate(frame).isTrue());
    }
}
