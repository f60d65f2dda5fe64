package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;

/** A value of the template language: what Python calls an object, with the protocols that templates use. */
public sealed interface Value
        permits None, Bool, Int, Real, Text, Items, Dict, DictView, Range, Stream, Undefined, Thing {

    /** How deeply containers may be nested in each other. */
    int MAX_DEPTH = 200;

    /**
     * Python's name of the type.
     *
     * @return for example {@code str}
     */
    String typeName();

    /**
     * The type as messages about attributes name it.
     *
     * @return for example {@code str object}
     */
    default String typeInMessages() {
        return typeName() + " object";
    }

    /**
     * Truth, as {@code if} sees it.
     *
     * @return {@code bool(x)}
     */
    boolean isTrue();

    /**
     * Writes {@code repr(x)}.
     *
     * @param out where to
     */
    void represent(TextBuilder out);

    /**
     * Writes {@code str(x)}.
     *
     * @param out where to
     */
    default void write(TextBuilder out) {
        represent(out);
    }

    /**
     * The value as text.
     *
     * @param budget pays for it
     * @return {@code str(x)}
     */
    default String string(Budget budget) {
        TextBuilder out = new TextBuilder(budget);
        write(out);
        return out.toString();
    }

    /**
     * The value as it would be written in a program.
     *
     * @param budget pays for it
     * @return {@code repr(x)}
     */
    default String representation(Budget budget) {
        TextBuilder out = new TextBuilder(budget);
        represent(out);
        return out.toString();
    }

    /**
     * Whether a loop can go over it.
     *
     * @return true if {@link #iterator} does not throw
     */
    default boolean isIterable() {
        return false;
    }

    /**
     * The elements.
     *
     * @return {@code iter(x)}
     */
    default Iterator<Value> iterator() {
        throw new Fault("'" + typeName() + "' object is not iterable");
    }

    /**
     * The number of elements.
     *
     * @return {@code len(x)}; empty if there is no such thing
     */
    default OptionalInt length() {
        return OptionalInt.empty();
    }

    /**
     * An element by index or key.
     *
     * @param key an index or a key
     * @return {@code x[key]}; empty if there is none, or keys of that type make no sense
     */
    default Optional<Value> item(Value key) {
        return Optional.empty();
    }

    /**
     * What stands for the value in a hash table; equal values have equal keys, so that 1, 1.0 and true are one key.
     *
     * @return the key; empty if the value cannot be one
     */
    default Optional<Object> key() {
        return Optional.of(this);
    }

    /**
     * The key of a value that is looked up.
     *
     * @param budget pays for reading it
     */
    default Object hashed(Budget budget) {
        payAsKey(budget);
        return key().orElseThrow(() -> new Fault("unhashable type: '" + typeName() + "'"));
    }

    /**
     * Pays for reading a value that is a key, piece by piece: a tuple that holds another one twice, and that one
     * another, is larger than it looks.
     *
     * @param budget pays
     */
    default void payAsKey(Budget budget) {
        budget.work(1);
    }

    /**
     * The whole number that the value is.
     *
     * @return of an integer or a boolean; else empty
     */
    default Optional<BigInteger> integer() {
        return Optional.empty();
    }

    /**
     * How deeply containers are nested here.
     *
     * @return 0 if this is none
     */
    default int depth() {
        return 0;
    }
}
