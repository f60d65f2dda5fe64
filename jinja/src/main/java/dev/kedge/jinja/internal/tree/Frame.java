package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.value.TextBuilder;
import dev.kedge.jinja.internal.value.Value;
import java.util.Map;
import java.util.Optional;

/** The state of a rendering: the variables in sight, the output that is written to, and what may still be used. */
public final class Frame {

    private final Scope scope;
    private final TextBuilder out;
    private final Budget budget;
    private final Optional<Scope> top;

    private Frame(Scope scope, TextBuilder out, Budget budget, Optional<Scope> top) {
        this.scope = scope;
        this.out = out;
        this.budget = budget;
        this.top = top;
    }

    /**
     * The frame of a whole template.
     *
     * @param variables what is there from the beginning
     * @param out what is rendered
     * @param budget what may be used
     * @return a frame around which there is none
     */
    public static Frame outermost(Map<String, Value> variables, TextBuilder out, Budget budget) {
        Scope given = Scope.outermost();
        variables.forEach(given::set);
        Scope own = given.inner();
        return new Frame(own, out, budget, Optional.of(own));
    }

    /** A frame inside this one, with variables of its own. */
    Frame inner() {
        return new Frame(scope.inner(), out, budget, top);
    }

    /** The same with an output of its own. */
    Frame capturing() {
        return new Frame(scope.inner(), new TextBuilder(budget), budget, top);
    }

    /** A frame that sees only what the template itself set, not the loops and macros around. */
    Frame fromTop() {
        return new Frame(top.orElse(scope).inner(), out, budget, top);
    }

    String written() {
        return out.toString();
    }

    void write(String text) {
        out.append(text);
    }

    void write(Value value) {
        value.write(out);
    }

    Value find(String name) {
        return scope.find(name);
    }

    void set(String name, Value value) {
        scope.set(name, value);
    }

    Budget budget() {
        return budget;
    }
}
