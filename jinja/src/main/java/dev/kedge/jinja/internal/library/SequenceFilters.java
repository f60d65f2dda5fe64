package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.operation.Slices;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.DictView;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Stream;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Filters over elements in their order. */
final class SequenceFilters {

    private SequenceFilters() {}

    static Value first(Call call) {
        Iterator<Value> elements = call.self().iterator();
        return elements.hasNext() ? elements.next() : Undefined.because("No first item, sequence was empty.");
    }

    static Value last(Call call) {
        if (call.self() instanceof Stream || call.self().length().isEmpty()) {
            throw new Fault("'" + call.self().typeName() + "' object is not reversible");
        }
        if (call.self() instanceof Text || call.self() instanceof Items) {
            return call.self().item(Int.of(-1)).orElseGet(() -> Undefined.because("No last item, sequence was empty."));
        }
        List<Value> elements = Items.collect(call.self(), call.budget());
        return elements.isEmpty()
                ? Undefined.because("No last item, sequence was empty.")
                : elements.get(elements.size() - 1);
    }

    static Value list(Call call) {
        return Items.list(Items.collect(call.self(), call.budget()), call.budget());
    }

    static Value items(Call call) {
        return Stream.of(() -> {
            if (call.self() instanceof Undefined) {
                return Collections.emptyIterator();
            }
            if (call.self() instanceof Dict dict) {
                return new DictView(dict, DictView.Part.ITEMS).iterator();
            }
            throw new Fault("Can only get item pairs from a mapping.");
        });
    }

    static Value reverse(Call call) {
        if (call.self() instanceof Text) {
            return Slices.slice(call.self(), None.NONE, None.NONE, Int.of(-1), call.budget());
        }
        if (!call.self().isIterable()) {
            throw new Fault("argument must be iterable");
        }
        List<Value> elements = new ArrayList<>(Items.collect(call.self(), call.budget()));
        call.budget().makeList(elements.size());
        Collections.reverse(elements);
        return call.self() instanceof Stream
                ? Items.of(Items.Kind.LIST, elements)
                : Stream.named(call.self().typeName() + "_reverseiterator", elements.iterator());
    }
}
