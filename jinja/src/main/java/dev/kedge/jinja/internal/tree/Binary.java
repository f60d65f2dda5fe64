package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.operation.Arithmetic;
import dev.kedge.jinja.internal.value.Value;

/**
 * {@code a + b} and the other operators of arithmetic.
 *
 * @param place where it stands
 * @param operator which
 * @param left the left operand
 * @param right the right operand
 */
public record Binary(Place place, Arithmetic operator, Expression left, Expression right) implements Expression {

    @Override
    public Value compute(Frame frame) {
        Value one = left.evaluate(frame);
        return operator.apply(one, right.evaluate(frame), frame.budget());
    }
}
