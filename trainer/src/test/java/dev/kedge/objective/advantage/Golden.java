package dev.kedge.objective.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;

/** The common part of golden files of advantages. */
final class Golden {

    private Golden() {}

    /** A test for every case, unless there is a reason to leave it out; prints how many there are. */
    static List<DynamicTest> tests(
            String file,
            JsonNode cases,
            Function<JsonNode, String> name,
            Function<JsonNode, Optional<String>> reasonToLeaveOut,
            Consumer<JsonNode> test) {
        List<DynamicTest> tests = new ArrayList<>();
        SortedMap<String, Integer> leftOut = new TreeMap<>();
        for (JsonNode testCase : cases) {
            Optional<String> reason = reasonToLeaveOut.apply(testCase);
            if (reason.isPresent()) {
                leftOut.merge(reason.get(), 1, Integer::sum);
            } else {
                String numbered = (tests.size() + 1) + " " + name.apply(testCase);
                tests.add(DynamicTest.dynamicTest(numbered, () -> test.accept(testCase)));
            }
        }
        System.out.println(file + ": " + tests.size() + " of " + cases.size() + " cases run, left out: " + leftOut);
        assertThat(tests).isNotEmpty();
        return tests;
    }

    /** Numbers of an array; {@code null} is NaN. */
    static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).isNull() ? Double.NaN : array.get(i).asDouble();
        }
        return numbers;
    }

    /** Those of {@code numbers} whose place in {@code mask} is not 0. */
    static double[] masked(JsonNode numbers, JsonNode mask) {
        List<Double> kept = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            if (mask.get(i).asInt() != 0) {
                kept.add(numbers.get(i).asDouble());
            }
        }
        return kept.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static void areEqual(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i])
                    .as("number %d", i)
                    .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
