package dev.kedge.jinja.internal.value;

import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The result of {@code keys()}, {@code values()} or {@code items()} of a dict.
 *
 * @param dict what is looked at
 * @param part which part of its entries
 */
public record DictView(Dict dict, Part part) implements Value {

    /** The part of each entry that is shown. */
    public enum Part {
        /** The keys. */
        KEYS("dict_keys"),
        /** The values. */
        VALUES("dict_values"),
        /** Pairs of both. */
        ITEMS("dict_items");

        private final String typeName;

        Part(String typeName) {
            this.typeName = typeName;
        }

        private Value of(Dict.Entry entry) {
            return switch (this) {
                case KEYS -> entry.key();
                case VALUES -> entry.value();
                case ITEMS -> Items.tuple(entry.key(), entry.value());
            };
        }
    }

    @Override
    public String typeName() {
        return part.typeName;
    }

    @Override
    public boolean isTrue() {
        return dict.isTrue();
    }

    @Override
    public void represent(TextBuilder out) {
        out.append(part.typeName + "([");
        String separator = "";
        for (Iterator<Value> rest = iterator(); rest.hasNext(); ) {
            out.append(separator);
            rest.next().represent(out);
            separator = ", ";
        }
        out.append("])");
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Value> iterator() {
        return dict.entries().stream().map(part::of).iterator();
    }

    @Override
    public OptionalInt length() {
        return dict.length();
    }

    @Override
    public Optional<Object> key() {
        return Optional.empty();
    }

    @Override
    public int depth() {
        return dict.depth();
    }
}
