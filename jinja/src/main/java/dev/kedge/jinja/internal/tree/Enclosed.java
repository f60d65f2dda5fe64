package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import java.util.List;

/**
 * A part of the template with variables of its own: {@code {% generation %}} and {@code {% block name %}}.
 *
 * @param place where it stands
 * @param fromTop whether it sees only what the template itself set
 * @param body what is inside
 */
public record Enclosed(Place place, boolean fromTop, List<Statement> body) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        return (fromTop ? frame.fromTop() : frame.inner()).execute(body);
    }
}
