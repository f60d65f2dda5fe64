package dev.kedge.jinja.internal.operation;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.text.CodePoints;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code <} and its relatives: among numbers, among strings, among lists, among tuples; else a fault. */
public enum Ordering {
    /** {@code <}. */
    LESS("<"),
    /** {@code <=}. */
    LESS_OR_EQUAL("<="),
    /** {@code >}. */
    GREATER(">"),
    /** {@code >=}. */
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    Ordering(String symbol) {
        this.symbol = symbol;
    }

    /**
     * Compares.
     *
     * @param left one
     * @param right the other
     * @param budget pays for reading them
     * @return whether the order holds
     */
    public boolean holds(Value left, Value right, Budget budget) {
        budget.step();
        if (Equality.isNumber(left) && Equality.isNumber(right)) {
            int order = Equality.compareNumbers(left, right);
            return order != Integer.MIN_VALUE && fits(order);
        }
        if (left instanceof Text one && right instanceof Text other) {
            budget.work(Math.min(one.chars().length(), other.chars().length()));
            return fits(CodePoints.compare(one.chars(), other.chars()));
        }
        if (left instanceof Items one && right instanceof Items other && one.isList() == other.isList()) {
            return holds(one.elements(), other.elements(), budget);
        }
        if (left instanceof Undefined undefined) {
            throw undefined.fault();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.fault();
        }
        throw new Fault("'" + symbol + "' not supported between instances of '" + left.typeName() + "' and '"
                + right.typeName() + "'");
    }

    private boolean holds(List<Value> left, List<Value> right, Budget budget) {
        int shared = Math.min(left.size(), right.size());
        for (int i = 0; i < shared; i++) {
            if (left.get(i) != right.get(i) && !Equality.equal(left.get(i), right.get(i), budget)) {
                return holds(left.get(i), right.get(i), budget);
            }
        }
        return fits(Integer.compare(left.size(), right.size()));
    }

    private boolean fits(int order) {
        return switch (this) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    /**
     * Sorts; elements that compare equal keep their order, whichever the direction.
     *
     * <p>By merging, and by {@code <} alone: an order that contradicts itself, as NaN makes it, only sorts badly.
     *
     * @param elements what to sort
     * @param key what each is compared by
     * @param descending from the largest
     * @param budget pays
     * @return a new list
     */
    public static List<Value> sorted(
            List<Value> elements, Function<Value, Value> key, boolean descending, Budget budget) {
        budget.make((long) elements.size() * (Budget.REFERENCE + Budget.ELEMENT));
        List<Keyed> keyed = new ArrayList<>(elements.size());
        elements.forEach(element -> keyed.add(new Keyed(key.apply(element), element)));
        return merged(keyed, descending, budget).stream().map(Keyed::element).toList();
    }

    private record Keyed(Value key, Value element) {}

    private static List<Keyed> merged(List<Keyed> part, boolean descending, Budget budget) {
        if (part.size() < 2) {
            return part;
        }
        int middle = part.size() / 2;
        List<Keyed> left = merged(part.subList(0, middle), descending, budget);
        List<Keyed> right = merged(part.subList(middle, part.size()), descending, budget);
        List<Keyed> merged = new ArrayList<>(part.size());
        int fromLeft = 0;
        for (Keyed element : right) {
            while (fromLeft < left.size() && !overtakes(element, left.get(fromLeft), descending, budget)) {
                merged.add(left.get(fromLeft++));
            }
            merged.add(element);
        }
        merged.addAll(left.subList(fromLeft, left.size()));
        return merged;
    }

    private static boolean overtakes(Keyed later, Keyed earlier, boolean descending, Budget budget) {
        return descending
                ? LESS.holds(earlier.key(), later.key(), budget)
                : LESS.holds(later.key(), earlier.key(), budget);
    }
}
