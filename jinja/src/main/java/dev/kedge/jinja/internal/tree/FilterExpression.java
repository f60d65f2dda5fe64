package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Value;

/**
 * {@code a | filter}.
 *
 * @param place where it stands
 * @param of what is filtered
 * @param filter by what
 */
public record FilterExpression(Place place, Expression of, Filtering filter) implements Expression {

    @Override
    public Value compute(Frame frame) {
        return filter.apply(of.evaluate(frame), frame);
    }
}
