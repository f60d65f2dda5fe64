package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Arguments;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A filter, a test, a method or a function, with its parameters. */
public final class Builtin {

    /** After this, parameters cannot be named: mark of the table. */
    private static final String POSITIONAL_ONLY = "/";

    /** Whatever is passed is taken: mark of the table. */
    private static final String ANY = "*";

    /** The body of a function, filter or test. */
    @FunctionalInterface
    interface Body {
        Value apply(Call call);
    }

    private final String name;
    private final Body body;
    private final List<String> parameters;
    private final int required;
    private final boolean nameable;
    private final boolean any;

    /**
     * A line of a table.
     *
     * @param name how templates call it
     * @param body what it does
     * @param parameters names; {@code name?} may be left out; at the end {@code /}: none can be named; {@code *}:
     *     anything goes
     */
    Builtin(String name, Body body, String... parameters) {
        List<String> written = List.of(parameters);
        this.name = name;
        this.body = body;
        this.nameable = !written.contains(POSITIONAL_ONLY);
        this.any = written.contains(ANY);
        this.required = (int) written.stream()
                .filter(parameter -> !parameter.endsWith("?") && !parameter.equals(POSITIONAL_ONLY))
                .filter(parameter -> !parameter.equals(ANY))
                .count();
        this.parameters = written.stream()
                .filter(parameter -> !parameter.equals(POSITIONAL_ONLY) && !parameter.equals(ANY))
                .map(parameter -> parameter.replace("?", ""))
                .toList();
    }

    /** How templates call it. */
    public String name() {
        return name;
    }

    /**
     * Applies it.
     *
     * @param self what stands before the pipe, before {@code is} or before the dot
     * @param arguments what stands in parentheses
     * @param budget pays
     */
    public Value apply(Value self, Arguments arguments, Budget budget) {
        payForReading(self, budget);
        arguments.positional().forEach(argument -> payForReading(argument, budget));
        return body.apply(new Call(name, self, bind(arguments), arguments, budget));
    }

    /** Hardly anything built in does not look at all of a text that it is given. */
    private static void payForReading(Value value, Budget budget) {
        if (value instanceof Text text) {
            budget.work(text.chars().length());
        } else if (value instanceof Items items) {
            budget.work(items.elements().size());
        }
    }

    private Map<String, Value> bind(Arguments arguments) {
        if (any || (arguments.positional().isEmpty() && arguments.named().isEmpty() && required == 0)) {
            return Map.of();
        }
        Map<String, Value> bound = new LinkedHashMap<>();
        int given = arguments.positional().size();
        if (given > parameters.size()) {
            throw new Fault(name + "() takes at most " + parameters.size() + " arguments (" + given + " given)");
        }
        for (int i = 0; i < given; i++) {
            bound.put(parameters.get(i), arguments.positional().get(i));
        }
        arguments.named().forEach((parameter, value) -> {
            if (!nameable) {
                throw new Fault(name + "() takes no keyword arguments");
            }
            if (!parameters.contains(parameter)) {
                throw new Fault(name + "() got an unexpected keyword argument '" + parameter + "'");
            }
            if (bound.putIfAbsent(parameter, value) != null) {
                throw new Fault(name + "() got multiple values for argument '" + parameter + "'");
            }
        });
        for (String parameter : parameters.subList(0, required)) {
            if (!bound.containsKey(parameter)) {
                throw new Fault(name + "() missing 1 required positional argument: '" + parameter + "'");
            }
        }
        return bound;
    }
}
