package dev.kedge.jinja.internal.operation;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.value.Bool;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.DictView;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Range;
import dev.kedge.jinja.internal.value.Real;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** {@code ==}: numbers by value, containers by their elements, a list never equal to a tuple. */
public final class Equality {

    private Equality() {}

    /**
     * Whether two values are equal.
     *
     * @param left one
     * @param right the other
     * @param budget pays for reading them
     * @return {@code left == right}
     */
    public static boolean equal(Value left, Value right, Budget budget) {
        budget.step();
        if (left instanceof Text one) {
            return right instanceof Text other && equal(one.chars(), other.chars(), budget);
        }
        if (isNumber(left)) {
            return isNumber(right) && compareNumbers(left, right) == 0;
        }
        if (left instanceof Items one) {
            return right instanceof Items other
                    && one.isList() == other.isList()
                    && equal(one.elements(), other.elements(), budget);
        }
        if (left instanceof Dict one) {
            return right instanceof Dict other && one.length().equals(other.length()) && contains(other, one, budget);
        }
        if (left instanceof DictView one && right instanceof DictView other && one.part() != DictView.Part.VALUES) {
            return one.part() == other.part()
                    && one.length().equals(other.length())
                    && (one.part() == DictView.Part.ITEMS
                            ? contains(other.dict(), one.dict(), budget)
                            : one.dict().entries().stream()
                                    .allMatch(entry ->
                                            other.dict().item(entry.key()).isPresent()));
        }
        if (left instanceof Range one) {
            return right instanceof Range other
                    && equal(Items.collect(one, budget), Items.collect(other, budget), budget);
        }
        return left == right || (left instanceof Undefined && right instanceof Undefined);
    }

    private static boolean equal(String left, String right, Budget budget) {
        if (left.length() != right.length()) {
            return false;
        }
        budget.work(left.length());
        return left.equals(right);
    }

    private static boolean equal(List<Value> left, List<Value> right, Budget budget) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i), budget)) {
                return false;
            }
        }
        return true;
    }

    /** Elements of containers are equal to themselves whatever they are, NaN included. */
    private static boolean same(Value left, Value right, Budget budget) {
        return left == right || equal(left, right, budget);
    }

    private static boolean contains(Dict outer, Dict inner, Budget budget) {
        for (Dict.Entry entry : inner.entries()) {
            Optional<Value> value = outer.item(entry.key());
            if (value.isEmpty() || !same(entry.value(), value.get(), budget)) {
                return false;
            }
        }
        return true;
    }

    /** Integers, floats and booleans. */
    static boolean isNumber(Value value) {
        return value instanceof Int || value instanceof Real || value instanceof Bool;
    }

    /**
     * Compares exactly, also an integer with a float.
     *
     * @return negative, 0, positive; {@link Integer#MIN_VALUE} if one is NaN
     */
    static int compareNumbers(Value left, Value right) {
        if (left instanceof Real || right instanceof Real) {
            double one = Numbers.toDouble(left);
            double other = Numbers.toDouble(right);
            if (Double.isNaN(one) || Double.isNaN(other)) {
                return Integer.MIN_VALUE;
            }
            if (Double.isInfinite(one) || Double.isInfinite(other)) {
                return Double.compare(one, other);
            }
            return exact(left).compareTo(exact(right));
        }
        return Numbers.integer(left).compareTo(Numbers.integer(right));
    }

    private static BigDecimal exact(Value number) {
        return number instanceof Real real ? new BigDecimal(real.value()) : new BigDecimal(Numbers.integer(number));
    }
}
