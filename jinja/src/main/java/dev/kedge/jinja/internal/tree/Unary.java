package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.operation.Arithmetic;
import dev.kedge.jinja.internal.value.Value;

/**
 * {@code -a} and {@code +a}.
 *
 * @param place where it stands
 * @param negative whether it is a minus
 * @param operand a number
 */
public record Unary(Place place, boolean negative, Expression operand) implements Expression {

    @Override
    public Value compute(Frame frame) {
        Value value = operand.evaluate(frame);
        return negative ? Arithmetic.negative(value) : Arithmetic.positive(value);
    }
}
