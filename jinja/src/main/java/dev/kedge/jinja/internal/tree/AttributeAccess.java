package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.library.Attributes;
import dev.kedge.jinja.internal.value.Value;

/**
 * {@code a.name}.
 *
 * @param place where it stands
 * @param of whose
 * @param name the attribute
 */
public record AttributeAccess(Place place, Expression of, String name) implements Expression {

    @Override
    public Value compute(Frame frame) {
        return Attributes.attribute(of.evaluate(frame), name, frame.budget());
    }
}
