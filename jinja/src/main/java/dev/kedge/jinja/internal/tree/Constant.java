package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Value;

/**
 * A literal: a number, a string, true, false, none.
 *
 * @param place where it stands
 * @param value what it is
 */
public record Constant(Place place, Value value) implements Expression {

    @Override
    public Value compute(Frame frame) {
        return value;
    }
}
