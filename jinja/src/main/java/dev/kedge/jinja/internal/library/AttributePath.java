package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.text.Cases;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The argument {@code attribute} of filters: {@code 'function.name'}, {@code 'items.0'}, {@code 1}.
 *
 * @param parts names and indices, looked up one after the other
 * @param absent what stands for a part that is undefined; empty: undefined itself
 */
record AttributePath(List<Value> parts, Optional<Value> absent) {

    /** The value itself. */
    static final AttributePath SELF = new AttributePath(List.of(), Optional.empty());

    static AttributePath of(Value attribute, Optional<Value> absent, Budget budget) {
        if (attribute instanceof Text text) {
            long dots = text.chars().chars().filter(c -> c == '.').count();
            budget.make((dots + 1) * (Budget.REFERENCE + Budget.ELEMENT));
            List<Value> parts = new ArrayList<>();
            for (String part : text.chars().split("\\.", -1)) {
                boolean index = !part.isEmpty() && part.chars().allMatch(Character::isDigit);
                parts.add(index ? new Int(new BigInteger(part)) : Text.of(part));
            }
            return new AttributePath(parts, absent);
        }
        return attribute == None.NONE ? SELF : new AttributePath(List.of(attribute), absent);
    }

    /** The path that a filter was given, or the value itself. */
    static AttributePath of(Call call) {
        return call.some("attribute")
                .map(attribute -> of(attribute, Optional.empty(), call.budget()))
                .orElse(SELF);
    }

    /** Several paths with commas between them. */
    static List<AttributePath> several(Call call) {
        Optional<Value> attribute = call.some("attribute");
        if (attribute.isPresent() && attribute.get() instanceof Text text) {
            long commas = text.chars().chars().filter(c -> c == ',').count();
            call.budget().make((commas + 1) * (Budget.REFERENCE + Budget.ELEMENT));
            return Arrays.stream(text.chars().split(",", -1))
                    .map(path -> of(Text.of(path), Optional.empty(), call.budget()))
                    .toList();
        }
        return List.of(of(call));
    }

    Value follow(Value from, Budget budget) {
        Value at = from;
        for (Value part : parts) {
            at = Attributes.element(at, part, budget);
            if (at instanceof Undefined && absent.isPresent()) {
                at = absent.get();
            }
        }
        return at;
    }

    /** The same, as filters compare it that do not look at case. */
    Value key(Value from, boolean caseSensitive, Budget budget) {
        return folded(follow(from, budget), caseSensitive, budget);
    }

    /** Small letters for text, if case does not matter. */
    static Value folded(Value value, boolean caseSensitive, Budget budget) {
        return !caseSensitive && value instanceof Text text ? text.changed(Cases::lower, Cases.GROWTH, budget) : value;
    }
}
