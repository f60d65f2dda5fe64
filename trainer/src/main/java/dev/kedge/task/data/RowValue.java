package dev.kedge.task.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A value of a row as its file has it: numbers keep the text they are written with. */
public sealed interface RowValue {

    /**
     * A string.
     *
     * @param text without quotes and escapes
     */
    record Text(String text) implements RowValue {}

    /**
     * A number.
     *
     * @param written as it stands in the file: {@code 0.0000001}, {@code 1e5}, {@code -0.0}, {@code NaN}
     */
    record Numeral(String written) implements RowValue {

        private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
        private static final int MAX_INT_DIGITS = 9;
        private static final int MAX_LONG_DIGITS = 18;

        /** The number: whole ones exact, others decimal; what has no decimal form is a double. */
        Number number() {
            if (WHOLE.matcher(written).matches()) {
                int digits = written.length();
                return digits <= MAX_INT_DIGITS
                        ? (Number) Integer.valueOf(written)
                        : digits <= MAX_LONG_DIGITS ? (Number) Long.valueOf(written) : new BigInteger(written);
            }
            try {
                BigDecimal decimal = new BigDecimal(written);
                boolean negativeZero = decimal.signum() == 0 && written.startsWith("-");
                return negativeZero ? (Number) (-0.0) : decimal;
            } catch (NumberFormatException | ArithmeticException notDecimal) {
                return Double.valueOf(written);
            }
        }
    }

    /**
     * True or false.
     *
     * @param value which of them
     */
    record Truth(boolean value) implements RowValue {}

    /** No value: {@code null}, or an empty place in a table of text. */
    record Nothing() implements RowValue {}

    /**
     * A list.
     *
     * @param elements in order
     */
    record Sequence(List<RowValue> elements) implements RowValue {
        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /**
     * Named values.
     *
     * @param byName in the order of the file
     */
    record Fields(Map<String, RowValue> byName) implements RowValue {
        public Fields {
            byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        }
    }

    /**
     * The text of a value that has no parts.
     *
     * @return as it is written; empty for a list, named values and nothing
     */
    default Optional<String> scalar() {
        if (this instanceof Text text) {
            return Optional.of(text.text());
        }
        if (this instanceof Numeral numeral) {
            return Optional.of(numeral.written());
        }
        return this instanceof Truth truth ? Optional.of(Boolean.toString(truth.value())) : Optional.empty();
    }

    /** What JSON calls such a value: {@code string}, {@code number}, {@code object}. */
    default String kind() {
        if (this instanceof Text) {
            return "string";
        }
        if (this instanceof Numeral) {
            return "number";
        }
        if (this instanceof Truth) {
            return "boolean";
        }
        if (this instanceof Sequence) {
            return "array";
        }
        return this instanceof Fields ? "object" : "null";
    }

    /**
     * The value as the rest of Kedge takes it: {@code String}, {@code Number}, {@code Boolean}, {@code List},
     * {@code Map}, the empty {@code Optional} for null.
     */
    default Object plain() {
        if (this instanceof Text text) {
            return text.text();
        }
        if (this instanceof Numeral numeral) {
            return numeral.number();
        }
        if (this instanceof Truth truth) {
            return truth.value();
        }
        if (this instanceof Sequence sequence) {
            List<Object> plain = new ArrayList<>();
            sequence.elements().forEach(element -> plain.add(element.plain()));
            return Collections.unmodifiableList(plain);
        }
        if (this instanceof Fields fields) {
            Map<String, Object> plain = new LinkedHashMap<>();
            fields.byName().forEach((name, value) -> plain.put(name, value.plain()));
            return Collections.unmodifiableMap(plain);
        }
        return Optional.empty();
    }
}
