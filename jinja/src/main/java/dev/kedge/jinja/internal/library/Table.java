package dev.kedge.jinja.internal.library;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Things built in, by name. */
final class Table {

    private final Map<String, Builtin> entries = new HashMap<>();

    /** A line: the name, what it does, and its parameters as {@link Builtin} reads them. */
    Table with(String name, Builtin.Body body, String... parameters) {
        if (entries.put(name, new Builtin(name, body, parameters)) != null) {
            throw new IllegalArgumentException("a name must be in a table once, got again " + name);
        }
        return this;
    }

    Optional<Builtin> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    Set<String> names() {
        return new TreeSet<>(entries.keySet());
    }
}
