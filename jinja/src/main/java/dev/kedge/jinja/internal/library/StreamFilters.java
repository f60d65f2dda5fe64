package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Arguments;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Stream;
import dev.kedge.jinja.internal.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Filters that yield elements as they are asked for. */
final class StreamFilters {

    private StreamFilters() {}

    /** {@code map('upper')} applies a filter, {@code map(attribute='role')} looks something up. */
    static Value map(Call call, Function<String, Optional<Builtin>> filters) {
        return Stream.of(() -> mapped(call, filters));
    }

    private static Iterator<Value> mapped(Call call, Function<String, Optional<Builtin>> filters) {
        if (!call.self().isTrue()) {
            return Collections.emptyIterator();
        }
        Iterator<Value> elements = call.self().iterator();
        Function<Value, Value> change = change(call, filters);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return elements.hasNext();
            }

            @Override
            public Value next() {
                call.budget().step();
                return change.apply(elements.next());
            }
        };
    }

    private static Function<Value, Value> change(Call call, Function<String, Optional<Builtin>> filters) {
        Arguments arguments = call.arguments();
        if (!arguments.positional().isEmpty()) {
            String name = arguments.positional().get(0).string(call.budget());
            Builtin filter = filters.apply(name).orElseThrow(() -> new Fault("No filter named '" + name + "'."));
            return element -> filter.apply(element, arguments.without(1), call.budget());
        }
        Map<String, Value> named = new HashMap<>(arguments.named());
        Value attribute = named.remove("attribute");
        if (attribute == null) {
            throw new Fault("map requires a filter argument");
        }
        Optional<Value> absent = Optional.ofNullable(named.remove("default")).filter(value -> value != None.NONE);
        if (!named.isEmpty()) {
            throw new Fault(
                    "Unexpected keyword argument '" + named.keySet().iterator().next() + "'");
        }
        AttributePath path = AttributePath.of(attribute, absent, call.budget());
        return element -> path.follow(element, call.budget());
    }

    /** {@code select}, {@code reject} and the two that test an attribute. */
    static Value select(Call call, boolean ofAttribute, boolean wanted, Function<String, Optional<Builtin>> tests) {
        return Stream.of(() -> tested(call, ofAttribute, wanted, tests));
    }

    private static Iterator<Value> tested(
            Call call, boolean ofAttribute, boolean wanted, Function<String, Optional<Builtin>> tests) {
        if (!call.self().isTrue()) {
            return Collections.emptyIterator();
        }
        List<Value> positional = call.arguments().positional();
        int own = ofAttribute ? 1 : 0;
        if (positional.size() < own) {
            throw new Fault("Missing parameter for attribute name");
        }
        AttributePath path =
                ofAttribute ? AttributePath.of(positional.get(0), Optional.empty(), call.budget()) : AttributePath.SELF;
        Predicate<Value> test;
        if (positional.size() > own) {
            String name = positional.get(own).string(call.budget());
            Builtin named = tests.apply(name).orElseThrow(() -> new Fault("No test named '" + name + "'."));
            Arguments rest = call.arguments().without(own + 1);
            test = value -> named.apply(value, rest, call.budget()).isTrue();
        } else {
            test = Value::isTrue;
        }
        return selected(call, element -> test.test(path.follow(element, call.budget())) == wanted);
    }

    static Value unique(Call call) {
        boolean caseSensitive = call.flag("case_sensitive", false);
        AttributePath path = AttributePath.of(call);
        Set<Object> seen = new HashSet<>();
        return Stream.of(() -> selected(call, element -> {
            Value value = path.key(element, caseSensitive, call.budget());
            return seen.add(value.hashed(call.budget()));
        }));
    }

    private static Iterator<Value> selected(Call call, Predicate<Value> kept) {
        Iterator<Value> elements = call.self().iterator();
        return new Iterator<>() {
            private Optional<Value> ahead = Optional.empty();

            @Override
            public boolean hasNext() {
                while (ahead.isEmpty() && elements.hasNext()) {
                    call.budget().step();
                    ahead = Optional.of(elements.next()).filter(kept);
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
        };
    }

    /** Lists of a given length; the last one filled up if there is something to fill it with. */
    static Value batch(Call call) {
        return Stream.of(() -> batches(call));
    }

    private static Iterator<Value> batches(Call call) {
        int size = call.integer("linecount", 0);
        List<Value> batches = new ArrayList<>();
        List<Value> batch = new ArrayList<>();
        for (Iterator<Value> rest = call.self().iterator(); rest.hasNext(); ) {
            call.budget().make(Budget.REFERENCE + Budget.ELEMENT);
            if (batch.size() == size) {
                batches.add(Items.of(Items.Kind.LIST, batch));
                batch = new ArrayList<>();
            }
            batch.add(rest.next());
        }
        if (!batch.isEmpty()) {
            Optional<Value> fill = call.some("fill_with");
            if (fill.isPresent() && batch.size() < size) {
                call.budget().makeList(size);
                batch.addAll(Collections.nCopies(size - batch.size(), fill.get()));
            }
            batches.add(Items.of(Items.Kind.LIST, batch));
        }
        return batches.iterator();
    }

    /** A given number of lists, the first ones longer by one where it does not divide. */
    static Value slice(Call call) {
        return Stream.of(() -> slices(call));
    }

    private static Iterator<Value> slices(Call call) {
        int slices = call.integer("slices", 0);
        if (slices == 0) {
            throw new Fault("integer division or modulo by zero");
        }
        List<Value> elements = Items.collect(call.self(), call.budget());
        call.budget().makeList(2L * Math.max(0, slices) + elements.size());
        List<Value> parts = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < slices; i++) {
            boolean longer = i < elements.size() % slices;
            int end = at + elements.size() / slices + (longer ? 1 : 0);
            List<Value> part = new ArrayList<>(elements.subList(at, end));
            if (!longer) {
                call.some("fill_with").ifPresent(part::add);
            }
            parts.add(Items.of(Items.Kind.LIST, part));
            at = end;
        }
        return parts.iterator();
    }
}
