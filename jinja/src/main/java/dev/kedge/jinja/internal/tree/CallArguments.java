package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Arguments;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a call as they are written.
 *
 * @param positional in order
 * @param named by name, in order
 * @param more {@code *list}: further positional ones
 * @param moreNamed {@code **dict}: further named ones
 */
public record CallArguments(
        List<Expression> positional,
        Map<String, Expression> named,
        Optional<Expression> more,
        Optional<Expression> moreNamed) {

    /** Empty parentheses. */
    public static final CallArguments NONE = new CallArguments(List.of(), Map.of(), Optional.empty(), Optional.empty());

    /** Evaluates all of them, from the left. */
    Arguments evaluate(Frame frame) {
        List<Value> values = new ArrayList<>(positional.size());
        for (Expression argument : positional) {
            values.add(argument.evaluate(frame));
        }
        more.map(list -> list.evaluate(frame)).ifPresent(list -> values.addAll(Items.collect(list, frame.budget())));
        Map<String, Value> byName = new LinkedHashMap<>();
        named.forEach((name, argument) -> byName.put(name, argument.evaluate(frame)));
        moreNamed.map(dict -> dict.evaluate(frame)).ifPresent(dict -> addAll(dict, byName));
        return new Arguments(values, byName);
    }

    private static void addAll(Value dict, Map<String, Value> byName) {
        if (!(dict instanceof Dict entries)) {
            throw new Fault("argument after ** must be a mapping, not " + dict.typeName());
        }
        for (Dict.Entry entry : entries.entries()) {
            if (!(entry.key() instanceof Text name)) {
                throw new Fault("keywords must be strings");
            }
            if (byName.put(name.chars(), entry.value()) != null) {
                throw new Fault("got multiple values for keyword argument '" + name.chars() + "'");
            }
        }
    }
}
