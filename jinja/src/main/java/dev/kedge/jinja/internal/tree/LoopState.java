package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.operation.Equality;
import dev.kedge.jinja.internal.value.Arguments;
import dev.kedge.jinja.internal.value.Bool;
import dev.kedge.jinja.internal.value.Function;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.TextBuilder;
import dev.kedge.jinja.internal.value.Thing;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The variable {@code loop}. It looks ahead only when a template asks what comes next or how much. */
final class LoopState extends Thing {

    /** The loop as a function, which renders it again over something else. */
    @FunctionalInterface
    interface Recursion {
        Value render(Value elements, int depth);
    }

    private final OptionalInt known;
    private final int depth;
    private final Optional<Recursion> recursion;
    private Ahead rest;
    private Optional<Value> previous = Optional.empty();
    private Optional<Value> current = Optional.empty();
    private Optional<Items> lastChanged = Optional.empty();
    private int index = -1;
    private int counted = -1;

    LoopState(Value elements, Iterator<Value> rest, boolean filtered, int depth, Optional<Recursion> recursion) {
        this.known = filtered ? OptionalInt.empty() : elements.length();
        this.rest = new Ahead(rest);
        this.depth = depth;
        this.recursion = recursion;
    }

    /** Goes to the next element, if there is one. */
    boolean advance() {
        if (!rest.hasNext()) {
            return false;
        }
        previous = current;
        current = Optional.of(rest.next());
        index++;
        return true;
    }

    Value current() {
        return current.orElseThrow();
    }

    private int count() {
        if (known.isPresent()) {
            return known.getAsInt();
        }
        if (counted < 0) {
            List<Value> remaining = new ArrayList<>();
            while (rest.hasNext()) {
                remaining.add(rest.next());
            }
            counted = index + 1 + remaining.size();
            rest = new Ahead(remaining.iterator());
        }
        return counted;
    }

    @Override
    public Optional<Value> attribute(String name) {
        return switch (name) {
            case "index" -> Optional.of(Int.of(index + 1));
            case "index0" -> Optional.of(Int.of(index));
            case "first" -> Optional.of(Bool.of(index == 0));
            case "last" -> Optional.of(Bool.of(!rest.hasNext()));
            case "length" -> Optional.of(Int.of(count()));
            case "revindex" -> Optional.of(Int.of(count() - index));
            case "revindex0" -> Optional.of(Int.of(count() - index - 1));
            case "depth" -> Optional.of(Int.of(depth + 1));
            case "depth0" -> Optional.of(Int.of(depth));
            case "previtem" -> Optional.of(previous.orElseGet(() -> Undefined.because("there is no previous item")));
            case "nextitem" -> Optional.of(rest.peek().orElseGet(() -> Undefined.because("there is no next item")));
            case "cycle" -> Optional.of(new Function(name, (arguments, budget) -> cycle(arguments.positional())));
            case "changed" ->
                Optional.of(new Function(name, (arguments, budget) -> changed(arguments.positional(), budget)));
            default -> Optional.empty();
        };
    }

    private Value cycle(List<Value> values) {
        if (values.isEmpty()) {
            throw new Fault("no items for cycling given");
        }
        return values.get(index % values.size());
    }

    private Value changed(List<Value> values, Budget budget) {
        Items now = Items.of(Items.Kind.TUPLE, values);
        boolean changed = lastChanged.isEmpty() || !Equality.equal(lastChanged.get(), now, budget);
        lastChanged = Optional.of(now);
        return Bool.of(changed);
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public Value call(Arguments arguments, Budget budget) {
        if (recursion.isEmpty()) {
            throw new Fault("The loop must have the 'recursive' marker to be called recursively.");
        }
        if (arguments.positional().size() != 1) {
            throw new Fault(
                    "loop() takes 1 argument, got " + arguments.positional().size());
        }
        return recursion.get().render(arguments.positional().get(0), depth + 1);
    }

    @Override
    public String typeName() {
        return "LoopContext";
    }

    @Override
    public String typeInMessages() {
        return "jinja2.runtime.LoopContext object";
    }

    @Override
    public void represent(TextBuilder out) {
        out.append("<LoopContext " + (index + 1) + "/" + count() + ">");
    }
}
