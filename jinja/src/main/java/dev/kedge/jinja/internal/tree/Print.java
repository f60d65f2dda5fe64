package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;

/**
 * {@code {{ a }}}.
 *
 * @param place where it stands
 * @param expression what is printed
 */
public record Print(Place place, Expression expression) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        frame.write(expression.evaluate(frame));
        return Flow.NEXT;
    }
}
