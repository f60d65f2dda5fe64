package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.text.Quoting;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The value of a name that nobody set: prints as nothing, is false and empty, and a fault in anything else. */
public final class Undefined implements Value {

    private final Supplier<String> reason;

    private Undefined(Supplier<String> reason) {
        this.reason = reason;
    }

    /**
     * Undefined for a reason of its own.
     *
     * @param reason what to say when it is used
     */
    public static Undefined because(String reason) {
        return new Undefined(() -> reason);
    }

    /**
     * A variable that is not there.
     *
     * @param name of the variable
     */
    public static Undefined variable(String name) {
        return new Undefined(() -> Quoting.python(name) + " is undefined");
    }

    /**
     * An attribute or element that is not there.
     *
     * @param of whose
     * @param key name or index
     * @param budget pays for the message
     */
    public static Undefined element(Value of, Value key, Budget budget) {
        return new Undefined(() -> key instanceof Text
                ? Quoting.python(of.typeInMessages()) + " has no attribute " + key.representation(budget)
                : of.typeInMessages() + " has no element " + key.representation(budget));
    }

    /**
     * An attribute that the sandbox does not give.
     *
     * @param of whose
     * @param name of the attribute
     */
    public static Undefined unsafe(Value of, String name) {
        return new Undefined(
                () -> "access to attribute " + Quoting.python(name) + " of '" + of.typeName() + "' object is unsafe.");
    }

    /** The fault of using it. */
    public Fault fault() {
        return new Fault(reason.get());
    }

    @Override
    public String typeName() {
        return "Undefined";
    }

    @Override
    public boolean isTrue() {
        return false;
    }

    @Override
    public void represent(TextBuilder out) {
        out.append("Undefined");
    }

    @Override
    public void write(TextBuilder out) {}

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Value> iterator() {
        return Collections.emptyIterator();
    }

    @Override
    public OptionalInt length() {
        return OptionalInt.of(0);
    }

    @Override
    public Optional<Value> item(Value key) {
        throw fault();
    }

    @Override
    public Optional<Object> key() {
        return Optional.of(Undefined.class);
    }
}
