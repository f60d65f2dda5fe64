package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.operation.Arithmetic;
import dev.kedge.jinja.internal.operation.Equality;
import dev.kedge.jinja.internal.operation.Membership;
import dev.kedge.jinja.internal.operation.Ordering;
import dev.kedge.jinja.internal.text.Cases;
import dev.kedge.jinja.internal.value.Bool;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Range;
import dev.kedge.jinja.internal.value.Real;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Thing;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The tests, {@code x is name(...)}. */
final class Tests {

    private Tests() {}

    /**
     * All of them.
     *
     * @param filters the filter of a name, for the test whether there is one
     * @param tests the test of a name, likewise
     */
    static Table table(Function<String, Optional<Builtin>> filters, Function<String, Optional<Builtin>> tests) {
        return new Table()
                .with("!=", call -> Call.bool(!equal(call)), "other")
                .with("<", ordered(Ordering.LESS), "other")
                .with("<=", ordered(Ordering.LESS_OR_EQUAL), "other")
                .with("==", call -> Call.bool(equal(call)), "other")
                .with(">", ordered(Ordering.GREATER), "other")
                .with(">=", ordered(Ordering.GREATER_OR_EQUAL), "other")
                .with("boolean", is(value -> value instanceof Bool))
                .with(
                        "callable",
                        is(value -> value instanceof Undefined || (value instanceof Thing thing && thing.isCallable())))
                .with("defined", is(value -> !(value instanceof Undefined)))
                .with("divisibleby", call -> Call.bool(leaves(call, call.value("num"), 0)), "num")
                .with("eq", call -> Call.bool(equal(call)), "other")
                .with("equalto", call -> Call.bool(equal(call)), "other")
                .with("escaped", is(value -> value instanceof Text text && text.isSafe()))
                .with("even", call -> Call.bool(leaves(call, Int.of(2), 0)))
                .with("false", is(value -> value == Bool.FALSE))
                .with("filter", call -> Call.bool(filters.apply(name(call)).isPresent()))
                .with("float", is(value -> value instanceof Real))
                .with("ge", ordered(Ordering.GREATER_OR_EQUAL), "other")
                .with("greaterthan", ordered(Ordering.GREATER), "other")
                .with("gt", ordered(Ordering.GREATER), "other")
                .with(
                        "in",
                        call -> Call.bool(Membership.contains(call.self(), call.value("seq"), call.budget())),
                        "seq")
                .with("integer", is(value -> value instanceof Int))
                .with("iterable", is(Value::isIterable))
                .with("le", ordered(Ordering.LESS_OR_EQUAL), "other")
                .with("lessthan", ordered(Ordering.LESS), "other")
                .with("lower", call -> Call.bool(Cases.areAll(call.self().string(call.budget()), false)))
                .with("lt", ordered(Ordering.LESS), "other")
                .with("mapping", is(value -> value instanceof Dict))
                .with("ne", call -> Call.bool(!equal(call)), "other")
                .with("none", is(value -> value == None.NONE))
                .with(
                        "number",
                        is(value -> value instanceof Real || value.integer().isPresent()))
                .with("odd", call -> Call.bool(leaves(call, Int.of(2), 1)))
                .with("sameas", call -> Call.bool(same(call.self(), call.value("other"))), "other")
                .with("sequence", is(Tests::isSequence))
                .with("string", is(value -> value instanceof Text))
                .with("test", call -> Call.bool(tests.apply(name(call)).isPresent()))
                .with("true", is(value -> value == Bool.TRUE))
                .with("undefined", is(value -> value instanceof Undefined))
                .with("upper", call -> Call.bool(Cases.areAll(call.self().string(call.budget()), true)));
    }

    private static Builtin.Body is(Predicate<Value> property) {
        return call -> Call.bool(property.test(call.self()));
    }

    private static Builtin.Body ordered(Ordering order) {
        return call -> Call.bool(order.holds(call.self(), call.value("other"), call.budget()));
    }

    private static boolean equal(Call call) {
        return Equality.equal(call.self(), call.value("other"), call.budget());
    }

    private static boolean leaves(Call call, Value divisor, int remainder) {
        Value rest = Arithmetic.REMAINDER.apply(call.self(), divisor, call.budget());
        return Equality.equal(rest, Int.of(remainder), call.budget());
    }

    /** The name that is asked for; what cannot be one is not found, what cannot be a key is a fault. */
    private static String name(Call call) {
        call.self().hashed(call.budget());
        return call.self() instanceof Text text ? text.chars() : "";
    }

    /** What has a length and elements by index or key. */
    private static boolean isSequence(Value value) {
        return value instanceof Text
                || value instanceof Items
                || value instanceof Dict
                || value instanceof Range
                || value instanceof Undefined;
    }

    /** Python's identity: of numbers and strings it is up to the machine, here equal ones are the same. */
    private static boolean same(Value left, Value right) {
        return left == right
                || (left instanceof Int one && right instanceof Int other && one.equals(other))
                || (left instanceof Real number && number.equals(right))
                || (left instanceof Text text
                        && right instanceof Text string
                        && text.isSafe() == string.isSafe()
                        && text.chars().equals(string.chars()));
    }
}
