package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.value.Value;
import java.util.Iterator;
import java.util.Optional;

/** Elements of which the next one can be looked at before it is its turn. */
final class Ahead implements Iterator<Value> {

    private final Iterator<Value> all;
    private Optional<Value> next = Optional.empty();

    Ahead(Iterator<Value> all) {
        this.all = all;
    }

    Optional<Value> peek() {
        if (next.isEmpty() && all.hasNext()) {
            next = Optional.of(all.next());
        }
        return next;
    }

    @Override
    public boolean hasNext() {
        return next.isPresent() || all.hasNext();
    }

    @Override
    public Value next() {
        Value value = next.isPresent() ? next.get() : all.next();
        next = Optional.empty();
        return value;
    }
}
