package dev.kedge.jinja.internal.operation;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Indices;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Range;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** {@code x[start:stop:step]} of strings, lists, tuples and ranges. */
public final class Slices {

    private Slices() {}

    /** The elements that a slice takes: {@code count} from {@code start} on, {@code step} apart. */
    private record Cut(int start, int end, int count, int step) {

        static Cut of(Value start, Value stop, Value step, int length) {
            int by = step(step);
            int low = by > 0 ? 0 : -1;
            int high = by > 0 ? length : length - 1;
            int begin = start == None.NONE ? (by > 0 ? low : high) : Indices.end(index(start), low, high, length);
            int end = stop == None.NONE ? (by > 0 ? high : low) : Indices.end(index(stop), low, high, length);
            int distance = by > 0 ? end - begin : begin - end;
            return new Cut(begin, end, distance <= 0 ? 0 : (distance - 1) / Math.abs(by) + 1, by);
        }

        private static int step(Value step) {
            if (step == None.NONE) {
                return 1;
            }
            BigInteger by = index(step);
            if (by.signum() == 0) {
                throw new Fault("slice step cannot be zero");
            }
            return Indices.end(by.abs(), 1, Integer.MAX_VALUE - 1, 0) * by.signum();
        }

        private static BigInteger index(Value index) {
            return index.integer()
                    .orElseThrow(() -> new Fault("slice indices must be integers or None or have an __index__ method"));
        }

        int at(int index) {
            return start + index * step;
        }
    }

    /**
     * Cuts a slice.
     *
     * @param of a sequence
     * @param start the first index, or none
     * @param stop the index that is not reached, or none
     * @param step from one index to the next, or none
     * @param budget pays
     * @return a value of the same type
     */
    public static Value slice(Value of, Value start, Value stop, Value step, Budget budget) {
        if (of instanceof Text text) {
            Cut cut = Cut.of(start, stop, step, text.count());
            return text.like(characters(text, cut, budget), budget);
        }
        if (of instanceof Items items) {
            Cut cut = Cut.of(start, stop, step, items.elements().size());
            budget.makeList(cut.count());
            List<Value> elements = new ArrayList<>(cut.count());
            for (int i = 0; i < cut.count(); i++) {
                elements.add(items.elements().get(cut.at(i)));
            }
            return Items.of(items.plainKind(), elements);
        }
        if (of instanceof Range range) {
            Cut cut = Cut.of(start, stop, step, range.length().orElseThrow());
            long by = range.step() * cut.step();
            long begin = range.start() + cut.start() * range.step();
            return new Range(begin, range.start() + cut.end() * range.step(), by);
        }
        if (of instanceof Undefined undefined) {
            throw undefined.fault();
        }
        throw new Fault(
                of.length().isPresent() && of.typeName().equals("dict")
                        ? "unhashable type: 'slice'"
                        : "'" + of.typeName() + "' object is not subscriptable");
    }

    private static String characters(Text text, Cut cut, Budget budget) {
        int length = text.chars().length();
        if (cut.step() == 1) {
            budget.work(length);
            return text.part(cut.start(), cut.start() + cut.count());
        }
        budget.make(2L * length);
        int[] all = text.chars().codePoints().toArray();
        StringBuilder taken = new StringBuilder(cut.count());
        for (int i = 0; i < cut.count(); i++) {
            taken.appendCodePoint(all[cut.at(i)]);
        }
        return taken.toString();
    }
}
