package dev.kedge.jinja.internal.value;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/** Elements that can be gone through once, each made when it is asked for; Python's generator. */
public final class Stream implements Value {

    private final String typeName;
    private final Supplier<Iterator<Value>> source;
    private Optional<Iterator<Value>> rest = Optional.empty();

    private Stream(String typeName, Supplier<Iterator<Value>> source) {
        this.typeName = typeName;
        this.source = source;
    }

    /**
     * What a filter yields. The filter starts, and finds out what it cannot do, when the first element is asked for.
     *
     * @param source starts it
     */
    public static Stream of(Supplier<Iterator<Value>> source) {
        return new Stream("generator", source);
    }

    /**
     * An iterator over a sequence from its end.
     *
     * @param typeName Python's name of its type
     * @param elements the elements
     */
    public static Stream named(String typeName, Iterator<Value> elements) {
        return new Stream(typeName, () -> elements);
    }

    @Override
    public String typeName() {
        return typeName;
    }

    @Override
    public boolean isTrue() {
        return true;
    }

    @Override
    public void represent(TextBuilder out) {
        out.append("<" + typeName + " object>");
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Value> iterator() {
        Iterator<Value> opened = rest.orElseGet(source);
        rest = Optional.of(opened);
        return opened;
    }
}
