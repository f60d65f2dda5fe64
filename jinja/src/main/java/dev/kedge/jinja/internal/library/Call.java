package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Arguments;
import dev.kedge.jinja.internal.value.Bool;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * One application of something built in.
 *
 * @param name how the template calls it
 * @param self what stands before the pipe, before {@code is} or before the dot
 * @param bound arguments by the names of their parameters
 * @param arguments as they were passed
 * @param budget pays
 */
record Call(String name, Value self, Map<String, Value> bound, Arguments arguments, Budget budget) {

    /** An argument; one that is required is there. */
    Value value(String parameter) {
        return given(parameter).orElseThrow();
    }

    /** An argument, if it was passed. */
    Optional<Value> given(String parameter) {
        return Optional.ofNullable(bound.get(parameter));
    }

    /** An argument, if it was passed and is not none. */
    Optional<Value> some(String parameter) {
        return given(parameter).filter(value -> value != None.NONE);
    }

    boolean flag(String parameter, boolean absent) {
        return given(parameter).map(Value::isTrue).orElse(absent);
    }

    /** A whole number that fits; beyond that it is as good as the largest there is. */
    int integer(String parameter, int absent) {
        return given(parameter).map(this::integer).orElse(absent);
    }

    int integer(Value value) {
        BigInteger number = value.integer()
                .orElseThrow(() -> new Fault("'" + value.typeName() + "' object cannot be interpreted as an integer"));
        return number.max(BigInteger.valueOf(-Integer.MAX_VALUE))
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValue();
    }

    /** A string argument; none counts as not passed. */
    Optional<Text> text(String parameter) {
        return some(parameter).map(value -> text(value, parameter));
    }

    /** A string argument that is required. */
    Text requiredText(String parameter) {
        return text(value(parameter), parameter);
    }

    private Text text(Value value, String parameter) {
        if (value instanceof Text text) {
            return text;
        }
        throw new Fault(name + "() argument '" + parameter + "' must be str, not " + value.typeName());
    }

    /** What a method of strings belongs to. */
    Text selfText() {
        return (Text) self;
    }

    /** What stands before the pipe as text; a string stays the string it is, safe or not. */
    Text selfAsText() {
        return self instanceof Text text ? text : Text.of(self.string(budget));
    }

    /** The length of what stands before the pipe, or a fault. */
    int selfLength() {
        return self.length().orElseThrow(() -> new Fault("object of type '" + self.typeName() + "' has no len()"));
    }

    static Value bool(boolean value) {
        return Bool.of(value);
    }
}
