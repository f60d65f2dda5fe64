package dev.kedge.jinja.tree;

import dev.kedge.jinja.guard.Place;
import dev.kedge.jinja.value.Value;

/**
 * A literal: a number, a string, true, false, none.
 *
 * @param place where it stands
 * @param value what it is
 */
public record Constant(Place place, Value value) implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        return value;
    }
}
