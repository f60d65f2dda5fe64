package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.guard.Fault;

/** The depth of containers that hold containers. */
final class Depth {

    private Depth() {}

    /** One more than that of the deepest element. */
    static int around(Iterable<? extends Value> elements) {
        int deepest = 0;
        for (Value element : elements) {
            deepest = Math.max(deepest, element.depth());
        }
        if (deepest >= Value.MAX_DEPTH) {
            throw new Fault("a value is nested deeper than " + Value.MAX_DEPTH + " levels");
        }
        return deepest + 1;
    }
}
