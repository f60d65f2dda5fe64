package dev.kedge.verifiers.internal.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One test of a program: its main method with some input must print the expected text, or a call must have the expected
 * result.
 *
 * @param stdin standard input of the main method; unused for a call
 * @param call a Java expression, such as {@code Solution.add(1, 2)}; empty: the main method is run
 * @param expected what must come out
 */
public record JavaTest(String stdin, Optional<String> call, Expected expected) {

    private static final int MAX_DIGITS = 20_000;
    /** Numbers as they are written: 2^53 + 1 is not 2^53. */
    private static final JsonMapper VALUES = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(MAX_DIGITS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads the tests of a data set's row: a JSON list of {@code {"stdin": …, "stdout": …}} and {@code {"call": …,
     * "result": …}}.
     *
     * @param text the list
     * @return the tests, at least one
     * @throws IllegalArgumentException if it is something else
     */
    public static List<JavaTest> read(String text) {
        try {
            JsonNode list = VALUES.readTree(text);
            List<JavaTest> tests = new ArrayList<>();
            if (list.isArray()) {
                list.forEach(test -> tests.add(of(test)));
            }
            if (!tests.isEmpty()) {
                return tests;
            }
        } catch (JacksonException malformed) {
            // said below
        }
        throw new IllegalArgumentException(
                "tests must be a JSON list of {\"stdin\": …, \"stdout\": …} or {\"call\": …, "
                        + "\"result\": …}, got \"" + text.substring(0, Math.min(80, text.length())) + "\"");
    }

    private static JavaTest of(JsonNode test) {
        if (test.path("call").isString() && test.has("result")) {
            return new JavaTest("", Optional.of(test.get("call").stringValue()), result(test.get("result")));
        }
        if (test.path("stdout").isString()) {
            return new JavaTest(
                    test.path("stdin").asString(""),
                    Optional.empty(),
                    new Text(test.get("stdout").stringValue()));
        }
        throw new IllegalArgumentException("a test must have stdin and stdout, or call and result, got " + test);
    }

    private static Expected result(JsonNode result) {
        return result.isString() ? new Text(result.stringValue()) : new Value(result);
    }

    /** The outcome that a test must have. */
    public sealed interface Expected {

        /**
         * Whether an output is the expected one.
         *
         * @param output what was printed
         */
        boolean accepts(String output);
    }

    /**
     * A text, such as the whole output of a main method.
     *
     * @param text lines are compared without white space at their ends, and without empty lines at the end
     */
    public record Text(String text) implements Expected {

        @Override
        public boolean accepts(String output) {
            return plain(output).equals(plain(text));
        }

        private static String plain(String text) {
            return String.join("\n", text.lines().map(String::stripTrailing).toList())
                    .stripTrailing();
        }
    }

    /**
     * A value, which a call prints as JSON.
     *
     * @param value numbers are the same if they have the same value, objects whatever the order of their keys
     */
    public record Value(JsonNode value) implements Expected {

        @Override
        public boolean accepts(String output) {
            try {
                JsonNode printed = VALUES.readTree(output);
                // A number that the program returns as text was always compared as text.
                return same(value, printed)
                        || (printed.isString()
                                && value.isValueNode()
                                && value.asString("").equals(printed.stringValue()));
            } catch (JacksonException noValue) {
                return false;
            }
        }

        private static boolean same(JsonNode expected, JsonNode printed) {
            if (expected.isNumber() && printed.isNumber()) {
                return expected.decimalValue().compareTo(printed.decimalValue()) == 0;
            }
            if (expected.isArray() && printed.isArray()) {
                return expected.size() == printed.size()
                        && IntStream.range(0, expected.size())
                                .allMatch(place -> same(expected.get(place), printed.get(place)));
            }
            if (expected.isObject() && printed.isObject()) {
                return expected.size() == printed.size()
                        && expected.propertyStream()
                                .allMatch(entry -> printed.has(entry.getKey())
                                        && same(entry.getValue(), printed.get(entry.getKey())));
            }
            return expected.equals(printed);
        }
    }
}
