package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code [a, b]}.
 *
 * @param place where it stands
 * @param elements in order
 */
public record ListLiteral(Place place, List<Expression> elements) implements Expression {

    @Override
    public Value compute(Frame frame) {
        List<Value> values = new ArrayList<>(elements.size());
        frame.budget().make((long) elements.size() * (Budget.REFERENCE + Budget.ELEMENT));
        for (Expression element : elements) {
            values.add(element.evaluate(frame));
        }
        return Items.of(Items.Kind.LIST, values);
    }
}
