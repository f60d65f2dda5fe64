package dev.kedge.objective.advantage;

import dev.kedge.objective.advantage.GroupMean.Deviation;
import dev.kedge.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Advantages against {@code loss/trl_advantages.json}: TRL's own blocks, executed in float64; tolerance 1e-12. */
class TrlAdvantageGoldenTest {

    private static final JsonNode FILE = Fixtures.json("loss/trl_advantages.json");

    @TestFactory
    List<DynamicTest> everyCaseAgrees() {
        return Golden.tests(
                "trl_advantages.json",
                FILE.get("cases"),
                testCase -> testCase.get("algo").asString() + " "
                        + testCase.get("rewards").asString(),
                testCase -> Optional.empty(),
                TrlAdvantageGoldenTest::agrees);
    }

    private static void agrees(JsonNode testCase) {
        double[] advantages = estimator(testCase).advantages(groups(testCase)).stream()
                .flatMap(List::stream)
                .mapToDouble(advantage -> advantage.values()[0])
                .toArray();
        Golden.areEqual(advantages, Golden.numbers(testCase.get("advantages")), 1e-12);
    }

    private static AdvantageEstimator estimator(JsonNode testCase) {
        if (testCase.get("algo").asString().equals("rloo")) {
            JsonNode clip = testCase.get("reward_clip_range");
            return new LeaveOneOut(new LeaveOneOut.Config(
                    clip.isNull()
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(clip.get(0).asDouble()),
                    clip.isNull()
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(clip.get(1).asDouble()),
                    testCase.get("normalize_advantages").asBoolean(),
                    GroupOfOne.ZERO));
        }
        if (testCase.get("multi_objective_aggregation").asString().equals("normalize_then_sum")) {
            return new NormalizedParts(new NormalizedParts.Config(1e-4));
        }
        Deviation deviation = switch (testCase.get("scale_rewards").asString()) {
            case "group" -> Deviation.SAMPLE;
            case "batch" -> Deviation.BATCH;
            case "none" -> Deviation.NONE;
            default -> throw new AssertionError("scale_rewards " + testCase.get("scale_rewards"));
        };
        return new GroupMean(new GroupMean.Config(deviation, 1e-4));
    }

    private static List<ScoredGroup> groups(JsonNode testCase) {
        JsonNode table = FILE.get("rewards").get(testCase.get("rewards").asString());
        double[] weights = Golden.numbers(testCase.get("weights"));
        int rows = testCase.path("first_n").asInt(table.size());
        int size = testCase.get("num_generations").asInt();
        List<ScoredGroup> groups = new ArrayList<>();
        List<ScoredRollout> open = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            open.add(rollout(testCase, row, Golden.numbers(table.get(row)), weights));
            if (open.size() == size) {
                groups.add(new ScoredGroup(open, weights, OptionalDouble.empty()));
                open.clear();
            }
        }
        return groups;
    }

    private static ScoredRollout rollout(JsonNode testCase, int row, double[] parts, double[] weights) {
        double reward = weightedSum(parts, weights);
        double beta = testCase.path("beta").asDouble(0);
        if (beta == 0) {
            return ScoredRollout.of(reward, 1).withParts(parts);
        }
        double[] penalties = penalties(testCase, row, beta);
        return ScoredRollout.of(reward, penalties.length).withParts(parts).withPenalties(penalties);
    }

    /** {@code β·k1} of the tokens that count. The case names the set of inputs by its first word. */
    private static double[] penalties(JsonNode testCase, int row, double beta) {
        String set = testCase.get("input").asString().split(" ", 2)[0];
        JsonNode inputs = Fixtures.json("loss/trl_losses.json").get("inputs").get(set);
        JsonNode mask = inputs.get("completion_mask").get(row);
        double[] logprobs = Golden.masked(inputs.get("old_logps").get(row), mask);
        double[] reference = Golden.masked(inputs.get("ref_logps").get(row), mask);
        RewardPenalty penalty =
                new RewardPenalty(RewardPenalty.Estimator.K1, new RewardPenalty.Config(beta, Optional.empty()));
        double[] penalties = new double[logprobs.length];
        for (int token = 0; token < penalties.length; token++) {
            penalties[token] = penalty.coefficient() * penalty.estimate(logprobs[token] - reference[token]);
        }
        return penalties;
    }

    /** A reward function that did not apply is left out of its row's sum; a row to which none applied is NaN. */
    private static double weightedSum(double[] parts, double[] weights) {
        double sum = Double.NaN;
        for (int part = 0; part < parts.length; part++) {
            if (!Double.isNaN(parts[part])) {
                sum = (Double.isNaN(sum) ? 0 : sum) + weights[part] * parts[part];
            }
        }
        return sum;
    }
}
