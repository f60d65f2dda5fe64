package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.value.Value;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/** The elements that fit a condition, which is evaluated when the next one is asked for. */
final class Filtered implements Iterator<Value> {

    private final Iterator<Value> all;
    private final Predicate<Value> condition;
    private Optional<Value> ahead = Optional.empty();

    Filtered(Iterator<Value> all, Predicate<Value> condition) {
        this.all = all;
        this.condition = condition;
    }

    @Override
    public boolean hasNext() {
        while (ahead.isEmpty() && all.hasNext()) {
            ahead = Optional.of(all.next()).filter(condition);
        }
        return ahead.isPresent();
    }

    @Override
    public Value next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Value next = ahead.orElseThrow();
        ahead = Optional.empty();
        return next;
    }
}
