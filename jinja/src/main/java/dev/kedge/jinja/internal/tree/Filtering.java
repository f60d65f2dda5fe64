package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.library.Builtin;
import dev.kedge.jinja.internal.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * {@code | name(arguments)}.
 *
 * @param place where the name stands
 * @param name of the filter
 * @param filter what it does; empty if there is none of that name, a fault once it is applied
 * @param arguments what is passed
 */
public record Filtering(Place place, String name, Optional<Builtin> filter, CallArguments arguments) {

    /** Applies the filter. */
    Value apply(Value value, Frame frame) {
        Builtin known = filter.orElseThrow(() -> new Fault(place, "No filter named '" + name + "'."));
        return known.apply(value, arguments.evaluate(frame), frame.budget());
    }

    /** Applies filters one after the other. */
    static Value applyAll(List<Filtering> filters, Value value, Frame frame) {
        Value filtered = value;
        for (Filtering filter : filters) {
            filtered = filter.apply(filtered, frame);
        }
        return filtered;
    }
}
