package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.guard.Budget;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A list or a tuple. */
public final class Items implements Value {

    /** The type of the sequence. */
    public enum Kind {
        /** {@code [1, 2]}. */
        LIST("list"),
        /** {@code (1, 2)}. */
        TUPLE("tuple"),
        /** A tuple of {@code grouper} and {@code list}, from {@code groupby}. */
        GROUP("_GroupTuple");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }
    }

    private final Kind kind;
    private final List<Value> elements;
    private final int depth;

    private Items(Kind kind, List<Value> elements) {
        this.kind = kind;
        this.elements = elements;
        this.depth = Depth.around(elements);
    }

    /**
     * A list or a tuple that was paid for.
     *
     * @param kind which
     * @param elements its elements, which nobody changes any more
     */
    public static Items of(Kind kind, List<Value> elements) {
        return new Items(kind, elements);
    }

    /**
     * A list whose elements exist already.
     *
     * @param elements its elements, which nobody changes any more
     * @param budget pays for the list
     */
    public static Items list(List<? extends Value> elements, Budget budget) {
        budget.makeList(elements.size());
        return new Items(Kind.LIST, List.copyOf(elements));
    }

    /**
     * A tuple of a few elements.
     *
     * @param elements its elements
     */
    public static Items tuple(Value... elements) {
        return new Items(Kind.TUPLE, List.of(elements));
    }

    /**
     * Everything that a value can be iterated over.
     *
     * @param iterable what to go through
     * @param budget pays for the elements
     * @return a new list
     */
    public static List<Value> collect(Value iterable, Budget budget) {
        if (iterable instanceof Items items) {
            return items.elements;
        }
        boolean elementsExist = iterable instanceof Dict;
        List<Value> elements = new ArrayList<>();
        for (Iterator<Value> rest = iterable.iterator(); rest.hasNext(); ) {
            budget.make(elementsExist ? Budget.REFERENCE : Budget.REFERENCE + Budget.ELEMENT);
            elements.add(rest.next());
        }
        return elements;
    }

    /**
     * Whether it is a list; if not, it is a tuple of some kind.
     *
     * @return true for a list
     */
    public boolean isList() {
        return kind == Kind.LIST;
    }

    /**
     * Which it is.
     *
     * @return list or tuple
     */
    public Kind kind() {
        return kind;
    }

    /**
     * What is made of it by cutting and joining.
     *
     * @return list or tuple
     */
    public Kind plainKind() {
        return isList() ? Kind.LIST : Kind.TUPLE;
    }

    /**
     * The elements.
     *
     * @return not to be changed
     */
    public List<Value> elements() {
        return elements;
    }

    @Override
    public String typeName() {
        return kind.typeName;
    }

    @Override
    public boolean isTrue() {
        return !elements.isEmpty();
    }

    @Override
    public void represent(TextBuilder out) {
        out.append(isList() ? "[" : "(");
        String separator = "";
        for (Value element : elements) {
            out.append(separator);
            element.represent(out);
            separator = ", ";
        }
        out.append(isList() ? "]" : elements.size() == 1 ? ",)" : ")");
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Value> iterator() {
        return elements.iterator();
    }

    @Override
    public OptionalInt length() {
        return OptionalInt.of(elements.size());
    }

    @Override
    public Optional<Value> item(Value key) {
        return key.integer()
                .flatMap(index -> Indices.element(index, elements.size()))
                .map(elements::get);
    }

    @Override
    public Optional<Object> key() {
        if (isList()) {
            return Optional.empty();
        }
        List<Object> keys = new ArrayList<>(elements.size());
        for (Value element : elements) {
            Optional<Object> key = element.key();
            if (key.isEmpty()) {
                return Optional.empty();
            }
            keys.add(key.get());
        }
        return Optional.of(keys);
    }

    @Override
    public void payAsKey(Budget budget) {
        if (isList()) { // cannot be one
            budget.work(1);
            return;
        }
        for (Value element : elements) {
            budget.make(Budget.ELEMENT);
            element.payAsKey(budget);
        }
    }

    @Override
    public int depth() {
        return depth;
    }
}
