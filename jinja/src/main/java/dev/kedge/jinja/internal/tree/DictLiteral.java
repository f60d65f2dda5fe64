package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.Value;
import java.util.List;

/**
 * {@code {a: b}}; of equal keys the last value counts.
 *
 * @param place where it stands
 * @param pairs in order
 */
public record DictLiteral(Place place, List<Pair> pairs) implements Expression {

    /**
     * An entry.
     *
     * @param key its key
     * @param value its value
     */
    public record Pair(Expression key, Expression value) {}

    @Override
    public Value compute(Frame frame) {
        Dict.Builder dict = new Dict.Builder(frame.budget());
        for (Pair pair : pairs) {
            Value key = pair.key().evaluate(frame);
            dict.put(key, pair.value().evaluate(frame));
        }
        return dict.build();
    }
}
