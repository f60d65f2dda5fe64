package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import java.util.List;

/**
 * {@code {% with a = b %}...{% endwith %}}. The values do not see the names they get.
 *
 * @param place where it stands
 * @param targets what is set
 * @param values to what
 * @param body what sees it
 */
public record With(Place place, List<Target> targets, List<Expression> values, Body body) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        Frame inner = frame.inner();
        for (int i = 0; i < targets.size(); i++) {
            targets.get(i).assign(values.get(i).evaluate(frame), inner);
        }
        return body.execute(inner);
    }
}
