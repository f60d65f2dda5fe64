package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Value;
import java.util.List;

/**
 * {@code {% filter name %}...{% endfilter %}}.
 *
 * @param place where it stands
 * @param filters applied to what the body writes
 * @param body what is inside
 */
public record FilterBlock(Place place, List<Filtering> filters, Body body) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        Value filtered = Filtering.applyAll(filters, Text.of(body.written(frame)), frame);
        if (!(filtered instanceof Text)) {
            throw new Fault("expected str instance, " + filtered.typeName() + " found");
        }
        frame.write(filtered);
        return Flow.NEXT;
    }
}
