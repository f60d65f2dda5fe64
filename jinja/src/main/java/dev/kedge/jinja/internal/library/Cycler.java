package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Function;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Thing;
import dev.kedge.jinja.internal.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code cycler('odd', 'even')}: gives its values in turn. */
final class Cycler extends Thing {

    private final List<Value> values;
    private int at;

    Cycler(List<Value> values) {
        if (values.isEmpty()) {
            throw new Fault("at least one item has to be provided");
        }
        this.values = values;
    }

    @Override
    public Optional<Value> attribute(String name) {
        return switch (name) {
            case "current" -> Optional.of(values.get(at));
            case "next" -> Optional.of(new Function(name, (arguments, budget) -> next()));
            case "reset" -> Optional.of(new Function(name, (arguments, budget) -> reset()));
            default -> Optional.empty();
        };
    }

    private Value next() {
        Value current = values.get(at);
        at = (at + 1) % values.size();
        return current;
    }

    private Value reset() {
        at = 0;
        return None.NONE;
    }

    @Override
    public String typeName() {
        return "Cycler";
    }

    @Override
    public String typeInMessages() {
        return "jinja2.utils.Cycler object";
    }
}
