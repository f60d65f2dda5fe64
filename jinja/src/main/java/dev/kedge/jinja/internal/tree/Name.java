package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Value;

/**
 * A variable.
 *
 * @param place where it stands
 * @param name its name
 */
public record Name(Place place, String name) implements Expression {

    @Override
    public Value compute(Frame frame) {
        return frame.find(name);
    }
}
