package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Value;

/**
 * {@code a and b}, {@code a or b}: the last operand that had to be looked at.
 *
 * @param place where it stands
 * @param both whether it is {@code and}
 * @param left looked at first
 * @param right looked at if the left one does not decide
 */
public record Logic(Place place, boolean both, Expression left, Expression right) implements Expression {

    @Override
    public Value compute(Frame frame) {
        Value one = left.evaluate(frame);
        return one.isTrue() == both ? right.evaluate(frame) : one;
    }
}
