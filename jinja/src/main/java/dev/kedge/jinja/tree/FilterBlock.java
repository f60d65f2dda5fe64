package dev.kedge.jinja.tree;

import dev.kedge.jinja.guard.Place;
import dev.kedge.jinja.value.Text;
import java.util.List;

/**
 * {@code {% filter name %}...{% endfilter %}}.
 *
 * @param place where it stands
 * @param filters applied to what the body writes
 * @param body what is inside
 */
public record FilterBlock(Place place, List<Filtering> filters, List<Statement> body) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        frame.write(Filtering.applyAll(filters, Text.of(frame.capture(body)), frame));
        return Flow.NEXT;
    }
}
