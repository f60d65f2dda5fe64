package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;

/**
 * Text between tags.
 *
 * @param place where it stands
 * @param text as it is written
 */
public record Data(Place place, String text) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        frame.write(text);
        return Flow.NEXT;
    }
}
