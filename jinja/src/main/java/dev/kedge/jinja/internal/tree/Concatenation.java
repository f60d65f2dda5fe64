package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.TextBuilder;
import dev.kedge.jinja.internal.value.Value;
import java.util.List;

/**
 * {@code a ~ b ~ c}: everything as text, one after the other.
 *
 * @param place where it stands
 * @param parts in order
 */
public record Concatenation(Place place, List<Expression> parts) implements Expression {

    @Override
    public Value compute(Frame frame) {
        TextBuilder out = new TextBuilder(frame.budget());
        for (Expression part : parts) {
            part.evaluate(frame).write(out);
        }
        return Text.of(out.toString());
    }
}
