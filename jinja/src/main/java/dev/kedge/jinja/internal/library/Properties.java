package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.operation.Numbers;
import dev.kedge.jinja.internal.value.Bool;
import dev.kedge.jinja.internal.value.Function;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Range;
import dev.kedge.jinja.internal.value.Real;
import dev.kedge.jinja.internal.value.Value;
import java.util.Optional;

/** The few attributes of numbers, ranges and groups. */
final class Properties {

    private Properties() {}

    static Optional<Value> find(Value of, String name) {
        if (of instanceof Int || of instanceof Bool) {
            return ofInteger(new Int(Numbers.integer(of)), name);
        }
        if (of instanceof Real real) {
            return ofReal(real, name);
        }
        if (of instanceof Range range) {
            return switch (name) {
                case "start" -> Optional.of(Int.of(range.start()));
                case "stop" -> Optional.of(Int.of(range.stop()));
                case "step" -> Optional.of(Int.of(range.step()));
                default -> Optional.empty();
            };
        }
        if (of instanceof Items items && items.kind() == Items.Kind.GROUP) {
            return switch (name) {
                case "grouper" -> Optional.of(items.elements().get(0));
                case "list" -> Optional.of(items.elements().get(1));
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private static Optional<Value> ofInteger(Int of, String name) {
        return switch (name) {
            case "real", "numerator" -> Optional.of(of);
            case "imag" -> Optional.of(Int.of(0));
            case "denominator" -> Optional.of(Int.of(1));
            case "bit_length" ->
                Optional.of(method(name, Int.of(of.value().abs().bitLength())));
            default -> Optional.empty();
        };
    }

    private static Optional<Value> ofReal(Real of, String name) {
        return switch (name) {
            case "real" -> Optional.of(of);
            case "imag" -> Optional.of(new Real(0));
            case "is_integer" ->
                Optional.of(
                        method(name, Bool.of(!Double.isInfinite(of.value()) && of.value() == Math.rint(of.value()))));
            default -> Optional.empty();
        };
    }

    private static Value method(String name, Value result) {
        return new Function(name, (arguments, budget) -> result);
    }
}
