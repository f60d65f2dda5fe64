package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.guard.Budget;

/** Something built in that can be called. */
public final class Function extends Thing {

    /** The body of a function. */
    @FunctionalInterface
    public interface Body {
        /**
         * Computes the result.
         *
         * @param arguments what is passed
         * @param budget pays
         */
        Value call(Arguments arguments, Budget budget);
    }

    private final String name;
    private final Body body;

    /**
     * A function.
     *
     * @param name for messages
     * @param body what it does
     */
    public Function(String name, Body body) {
        this.name = name;
        this.body = body;
    }

    @Override
    public String typeName() {
        return "function";
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public Value call(Arguments arguments, Budget budget) {
        return body.call(arguments, budget);
    }

    @Override
    public void represent(TextBuilder out) {
        out.append("<function " + name + ">");
    }
}
