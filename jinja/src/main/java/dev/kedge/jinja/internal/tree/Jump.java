package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;

/**
 * {@code {% break %}} and {@code {% continue %}}.
 *
 * @param place where it stands
 * @param flow where to
 */
public record Jump(Place place, Flow flow) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        return flow;
    }
}
