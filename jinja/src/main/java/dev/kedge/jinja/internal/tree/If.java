package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import java.util.List;

/**
 * {@code {% if a %}...{% elif b %}...{% else %}...{% endif %}}. What is set inside stays set.
 *
 * @param place where it stands
 * @param branches of which the first with a true condition is taken
 * @param otherwise taken if none is
 */
public record If(Place place, List<Branch> branches, Body otherwise) implements Statement {

    /**
     * A condition and what follows from it.
     *
     * @param condition looked at unless a branch before was taken
     * @param body what is done
     */
    public record Branch(Expression condition, Body body) {}

    @Override
    public Flow execute(Frame frame) {
        for (Branch branch : branches) {
            if (branch.condition().evaluate(frame).isTrue()) {
                return branch.body().execute(frame);
            }
        }
        return otherwise.execute(frame);
    }
}
