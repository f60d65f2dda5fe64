package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.guard.Budget;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A mapping that keeps the order in which keys came. */
public final class Dict implements Value {

    /**
     * A key and its value.
     *
     * @param key as it was written first
     * @param value what it maps to
     */
    public record Entry(Value key, Value value) {}

    /** A dict without entries. */
    public static final Dict EMPTY = new Dict(Map.of());

    private final Map<Object, Entry> entries;
    private final int depth;

    private Dict(Map<Object, Entry> entries) {
        this.entries = entries;
        int deepest = 0;
        for (Entry entry : entries.values()) {
            deepest = Math.max(deepest, Depth.around(List.of(entry.key(), entry.value())));
        }
        this.depth = Math.max(1, deepest);
    }

    /** A dict that is being made. */
    public static final class Builder {

        private final Map<Object, Entry> entries = new LinkedHashMap<>();
        private final Budget budget;

        /**
         * Without entries.
         *
         * @param budget pays for them
         */
        public Builder(Budget budget) {
            this.budget = budget;
        }

        /**
         * Puts a value at a key; one that is there already keeps its place.
         *
         * @param key what can be a key
         * @param value the value
         * @return this
         */
        public Builder put(Value key, Value value) {
            budget.make(Budget.REFERENCE + Budget.ELEMENT);
            Object place = key.hashed(budget);
            Entry before = entries.get(place);
            entries.put(place, new Entry(before == null ? key : before.key(), value));
            return this;
        }

        /**
         * Puts all entries of another dict.
         *
         * @param other a dict
         * @return this
         */
        public Builder putAll(Dict other) {
            other.entries().forEach(entry -> put(entry.key(), entry.value()));
            return this;
        }

        /** Ends. */
        public Dict build() {
            return new Dict(entries);
        }
    }

    /**
     * Keys and values.
     *
     * @return in order, not to be changed
     */
    public Collection<Entry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /**
     * The value of a name.
     *
     * @param name a key that is text
     * @return its value; empty if there is none
     */
    public Optional<Value> get(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::value);
    }

    @Override
    public String typeName() {
        return "dict";
    }

    @Override
    public boolean isTrue() {
        return !entries.isEmpty();
    }

    @Override
    public void represent(TextBuilder out) {
        out.append("{");
        String separator = "";
        for (Entry entry : entries.values()) {
            out.append(separator);
            entry.key().represent(out);
            out.append(": ");
            entry.value().represent(out);
            separator = ", ";
        }
        out.append("}");
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Value> iterator() {
        return entries.values().stream().map(Entry::key).iterator();
    }

    @Override
    public OptionalInt length() {
        return OptionalInt.of(entries.size());
    }

    @Override
    public Optional<Value> item(Value key) {
        Optional<Object> place = key.key();
        return place.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(entries.get(place.get())).map(Entry::value);
    }

    @Override
    public Optional<Object> key() {
        return Optional.empty();
    }

    @Override
    public int depth() {
        return depth;
    }
}
