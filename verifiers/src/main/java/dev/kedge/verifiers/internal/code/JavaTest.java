package dev.kedge.verifiers.internal.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One test of a program: its main method with some input must print the expected text, or a call must have the expected
 * result.
 *
 * @param stdin standard input of the main method; unused for a call
 * @param call a Java expression, such as {@code Solution.add(1, 2)}; empty: the main method is run
 * @param expected what must be printed, or the call's result as text; lines are compared without white space at their
 *     ends, and without empty lines at the end
 */
public record JavaTest(String stdin, Optional<String> call, String expected) {

    private static final JsonMapper JSON = new JsonMapper();

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
            JsonNode list = JSON.readTree(text);
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
            return new JavaTest("", Optional.of(test.get("call").stringValue()), text(test.get("result")));
        }
        if (test.path("stdout").isString()) {
            return new JavaTest(
                    test.path("stdin").asString(""),
                    Optional.empty(),
                    test.get("stdout").stringValue());
        }
        throw new IllegalArgumentException("a test must have stdin and stdout, or call and result, got " + test);
    }

    private static String text(JsonNode result) {
        return result.isString() ? result.stringValue() : result.toString();
    }

    /**
     * Whether an output is the expected one.
     *
     * @param output what was printed
     * @return whether it passes
     */
    boolean accepts(String output) {
        return plain(output).equals(plain(expected));
    }

    private static String plain(String text) {
        return String.join("\n", text.lines().map(String::stripTrailing).toList())
                .stripTrailing();
    }
}
