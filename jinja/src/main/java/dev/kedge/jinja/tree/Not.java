package dev.kedge.jinja.tree;

import dev.kedge.jinja.guard.Place;
import dev.kedge.jinja.value.Bool;
import dev.kedge.jinja.value.Value;

/**
 * {@code not a}, {@code a is not b}.
 *
 * @param place where it stands
 * @param operand what is negated
 */
public record Not(Place place, Expression operand) implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        return Bool.of(!frame.evaluate(operand).isTrue());
    }
}
