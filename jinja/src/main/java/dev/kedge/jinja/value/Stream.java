package dev.kedge.jinja.value;

import java.util.Iterator;

/** Elements that can be gone through once, each made when it is asked for; Python's generator. */
public final class Stream implements Value {

    private final String typeName;
    private final Iterator<Value> rest;

    private Stream(String typeName, Iterator<Value> rest) {
        this.typeName = typeName;
        this.rest = rest;
    }

    /**
     * What a filter yields.
     *
     * @param elements the elements
     * @return the stream
     */
    public static Stream of(Iterator<Value> elements) {
        return new Stream("generator", elements);
    }

    /**
     * An iterator over a sequence from its end.
     *
     * @param typeName Python's name of its type
     * @param elements the elements
     * @return the stream
     */
    public static Stream named(String typeName, Iterator<Value> elements) {
        return new Stream(typeName, elements);
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
        return rest;
    }
}
