package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import java.util.Optional;

/** A value with a behaviour of its own: a function, a macro, a namespace, the state of a loop. Equal only to itself. */
public abstract non-sealed class Thing implements Value {

    /**
     * An attribute.
     *
     * @param name its name
     * @return its value; empty if there is none
     */
    public Optional<Value> attribute(String name) {
        return Optional.empty();
    }

    /**
     * Whether it can be called.
     *
     * @return true for functions and what behaves like one
     */
    public boolean isCallable() {
        return false;
    }

    /**
     * Calls it.
     *
     * @param arguments what is passed
     * @param budget pays
     */
    public Value call(Arguments arguments, Budget budget) {
        throw new Fault("'" + typeName() + "' object is not callable");
    }

    @Override
    public boolean isTrue() {
        return true;
    }

    @Override
    public void represent(TextBuilder out) {
        out.append("<" + typeName() + ">");
    }
}
