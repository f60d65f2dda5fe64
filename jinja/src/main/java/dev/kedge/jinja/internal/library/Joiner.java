package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.value.Arguments;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Thing;
import dev.kedge.jinja.internal.value.Value;

/** {@code joiner(', ')}: nothing when it is called first, its separator after that. */
final class Joiner extends Thing {

    private final Value separator;
    private boolean used;

    Joiner(Value separator) {
        this.separator = separator;
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public Value call(Arguments arguments, Budget budget) {
        Value now = used ? separator : Text.EMPTY;
        used = true;
        return now;
    }

    @Override
    public String typeName() {
        return "Joiner";
    }

    @Override
    public String typeInMessages() {
        return "jinja2.utils.Joiner object";
    }
}
