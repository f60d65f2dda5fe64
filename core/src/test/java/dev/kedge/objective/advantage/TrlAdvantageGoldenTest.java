package dev.kedge.objective.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.testing.Fixtures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Advantages against {@code loss/trl_advantages.json}: TRL's own blocks, executed in float64; tolerance 1e-12. */
class TrlAdvantageGoldenTest {

    private static final JsonNode FILE = Fixtures.json("loss/trl_advantages.json");

    @TestFactory
    List<DynamicTest> everyCaseOfOurEstimatorsAgrees() {
        List<DynamicTest> tests = new ArrayList<>();
        SortedMap<String, Integer> leftOut = new TreeMap<>();
        int number = 0;
        for (JsonNode testCase : FILE.get("cases")) {
            number++;
            Optional<String> reason = reasonToLeaveOut(testCase);
            if (reason.isPresent()) {
                leftOut.merge(reason.get(), 1, Integer::sum);
                continue;
            }
            String name = number + " " + testCase.get("algo").asString() + " "
                    + testCase.get("rewards").asString();
            tests.add(DynamicTest.dynamicTest(name, () -> agrees(testCase)));
        }
        System.out.println("trl_advantages.json: " + tests.size() + " cases run, left out: " + leftOut);
        assertThat(tests).isNotEmpty();
        return tests;
    }

    @Test
    void aGroupOfOneHasNoAdvantage() {
        // r − mean(r) = 0, and the deviation of one reward is 0: 0 / (0 + 1e-4).
        assertThat(new GroupMean(GroupMean.Config.DEFAULT).advantages(List.of(new double[] {1})))
                .containsExactly(new double[] {0});
        assertThat(new LeaveOneOut().advantages(List.of(new double[] {1}))).containsExactly(new double[] {0});
    }

    @Test
    void deviationsByHand() {
        // Rewards 1, 0, 0, 0: mean ¼, squares 9/16 + 3/16 = ¾; sample √(¾/3) = ½, population √(¾/4) = 0.4330127.
        List<double[]> rewards = List.of(new double[] {1, 0, 0, 0});
        assertThat(of(GroupMean.Deviation.NONE, rewards)).isEqualTo(0.75);
        assertThat(of(GroupMean.Deviation.SAMPLE, rewards)).isEqualTo(1.5);
        assertThat(of(GroupMean.Deviation.POPULATION, rewards)).isCloseTo(1.7320508, within(1e-7));
        // The others' mean is 0: A = 1 − 0.
        assertThat(new LeaveOneOut().advantages(rewards).get(0)[0]).isCloseTo(1, within(1e-15));
    }

    private static double of(GroupMean.Deviation deviation, List<double[]> rewards) {
        return new GroupMean(new GroupMean.Config(deviation, 0))
                .advantages(rewards)
                .get(0)[0];
    }

    private static Optional<String> reasonToLeaveOut(JsonNode testCase) {
        if (testCase.path("multi_objective_aggregation").asString("").equals("normalize_then_sum")) {
            return Optional.of("normalize_then_sum");
        }
        if (testCase.path("beta").asDouble(0) != 0) {
            return Optional.of("KL in the reward");
        }
        if (testCase.path("normalize_advantages").asBoolean(false)) {
            return Optional.of("whitened advantages");
        }
        return Optional.empty();
    }

    private static void agrees(JsonNode testCase) {
        List<Double> rewards = weightedSums(testCase);
        int size = testCase.get("num_generations").asInt();
        List<double[]> groups = new ArrayList<>();
        for (int start = 0; start < rewards.size(); start += size) {
            groups.add(rewards.subList(start, start + size).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray());
        }
        double[] advantages = estimator(testCase).advantages(groups).stream()
                .flatMapToDouble(Arrays::stream)
                .toArray();
        JsonNode expected = testCase.get("advantages");
        assertThat(advantages).hasSize(expected.size());
        for (int i = 0; i < advantages.length; i++) {
            assertThat(advantages[i]).isCloseTo(expected.get(i).asDouble(), within(1e-12));
        }
    }

    private static AdvantageEstimator estimator(JsonNode testCase) {
        if (testCase.get("algo").asString().equals("rloo")) {
            return new LeaveOneOut();
        }
        GroupMean.Deviation deviation = switch (testCase.get("scale_rewards").asString()) {
            case "group" -> GroupMean.Deviation.SAMPLE;
            case "batch" -> GroupMean.Deviation.BATCH;
            case "none" -> GroupMean.Deviation.NONE;
            default -> throw new AssertionError("scale_rewards " + testCase.get("scale_rewards"));
        };
        return new GroupMean(new GroupMean.Config(deviation, 1e-4));
    }

    /** A reward function that did not apply is left out of its row's sum; a row to which none applied is NaN. */
    private static List<Double> weightedSums(JsonNode testCase) {
        List<Double> sums = new ArrayList<>();
        for (JsonNode row : FILE.get("rewards").get(testCase.get("rewards").asString())) {
            double sum = Double.NaN;
            for (int column = 0; column < row.size(); column++) {
                if (!row.get(column).isNull()) {
                    double term = testCase.get("weights").get(column).asDouble()
                            * row.get(column).asDouble();
                    sum = Double.isNaN(sum) ? term : sum + term;
                }
            }
            sums.add(sum);
        }
        return testCase.has("first_n") ? sums.subList(0, testCase.get("first_n").asInt()) : sums;
    }
}
