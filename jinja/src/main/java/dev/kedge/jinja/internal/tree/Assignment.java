package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;

/**
 * {@code {% set a = b %}}.
 *
 * @param place where it stands
 * @param target what is set
 * @param value to what
 */
public record Assignment(Place place, Target target, Expression value) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        target.assign(value.evaluate(frame), frame);
        return Flow.NEXT;
    }
}
