package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Value;
import java.util.List;

/**
 * {@code {% set a %}...{% endset %}}.
 *
 * @param place where it stands
 * @param target what is set
 * @param filters applied to what the body writes
 * @param body writes the value
 */
public record BlockAssignment(Place place, Target target, List<Filtering> filters, Body body) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        Value written = Text.of(body.written(frame));
        target.assign(Filtering.applyAll(filters, written, frame), frame);
        return Flow.NEXT;
    }
}
