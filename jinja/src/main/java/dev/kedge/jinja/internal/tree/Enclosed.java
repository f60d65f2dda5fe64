package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;

/**
 * A part of the template with variables of its own: {@code {% generation %}} and {@code {% block name %}}.
 *
 * @param place where it stands
 * @param fromTop whether it sees only what the template itself set
 * @param body what is inside
 */
public record Enclosed(Place place, boolean fromTop, Body body) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        return body.execute(fromTop ? frame.fromTop() : frame.inner());
    }
}
