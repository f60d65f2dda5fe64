package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.library.Attributes;
import dev.kedge.jinja.internal.value.Value;

/**
 * {@code a[key]}.
 *
 * @param place where it stands
 * @param of whose
 * @param key index or key
 */
public record ElementAccess(Place place, Expression of, Expression key) implements Expression {

    @Override
    public Value compute(Frame frame) {
        Value container = of.evaluate(frame);
        return Attributes.element(container, key.evaluate(frame), frame.budget());
    }
}
