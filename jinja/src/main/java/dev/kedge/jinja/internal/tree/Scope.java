package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Variables, and those around them. An assignment stays in its scope: loops, macros and blocks leave no trace outside.
 */
final class Scope {

    private final Map<String, Value> values = new HashMap<>(8);
    private final Scope outer;

    private Scope(Optional<Scope> outer) {
        this.outer = outer.orElse(this); // the outermost one is around itself
    }

    static Scope outermost() {
        return new Scope(Optional.empty());
    }

    Scope inner() {
        return new Scope(Optional.of(this));
    }

    void set(String name, Value value) {
        values.put(name, value);
    }

    Value find(String name) {
        Scope scope = this;
        while (true) {
            Value value = scope.values.get(name);
            if (value != null) {
                return value;
            }
            if (scope.outer == scope) {
                return Undefined.variable(name);
            }
            scope = scope.outer;
        }
    }
}
