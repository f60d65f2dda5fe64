package dev.kedge.objective.advantage;

import dev.kedge.objective.advantage.GroupMean.Deviation;
import dev.kedge.testing.Fixtures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Advantages against {@code loss/verl_advantages.json}: verl's own functions, executed in float64.
 *
 * <p>Tolerance 1e-12, and 1e-8 where verl adds 1e-8 to the number of tokens that a mean is over. verl's groups are told
 * by ids in any order, ours stand together: the test sorts and sorts back.
 */
class VerlAdvantageGoldenTest {

    private static final JsonNode FILE = Fixtures.json("loss/verl_advantages.json");

    @TestFactory
    List<DynamicTest> everyCaseOfAnEstimatorWithoutACriticAgrees() {
        return Golden.tests(
                "verl_advantages.json",
                FILE.get("cases"),
                testCase -> testCase.get("estimator").asString() + " "
                        + testCase.get("rewards").asString(),
                testCase -> testCase.get("estimator").asString().equals("gae")
                        ? Optional.of("gae needs a critic")
                        : Optional.empty(),
                VerlAdvantageGoldenTest::agrees);
    }

    private static void agrees(JsonNode testCase) {
        JsonNode rewards = FILE.get("rewards").get(testCase.get("rewards").asString());
        String name = testCase.get("estimator").asString();
        double tolerance = name.startsWith("reinforce_plus_plus") ? 1e-8 : 1e-12;
        AdvantageEstimator estimator = estimator(name, testCase);
        if (name.equals("remax")) {
            // verl has a greedy reward per rollout; ours has one per prompt, so that each rollout is a group here.
            for (int row = 0; row < rewards.get("outcome_rewards").size(); row++) {
                double greedy = testCase.get("reward_baselines").get(row).asDouble();
                ScoredGroup group = new ScoredGroup(
                        List.of(rollout(rewards, testCase, row)), new double[0], OptionalDouble.of(greedy));
                rowAgrees(estimator.advantages(List.of(group)).get(0).get(0), rewards, testCase, row, tolerance);
            }
            return;
        }
        List<List<Integer>> rows = rowsOfGroups(rewards);
        List<List<Advantage>> advantages = estimator.advantages(rows.stream()
                .map(group -> ScoredGroup.of(group.stream()
                        .map(row -> rollout(rewards, testCase, row))
                        .toList()))
                .toList());
        for (int group = 0; group < rows.size(); group++) {
            for (int i = 0; i < rows.get(group).size(); i++) {
                rowAgrees(
                        advantages.get(group).get(i),
                        rewards,
                        testCase,
                        rows.get(group).get(i),
                        tolerance);
            }
        }
    }

    private static AdvantageEstimator estimator(String name, JsonNode testCase) {
        boolean scaled = testCase.path("norm_adv_by_std_in_grpo").asBoolean(false);
        return switch (name) {
            case "grpo", "grpo_vectorized" ->
                new GroupMean(
                        new GroupMean.Config(scaled ? Deviation.SAMPLE : Deviation.NONE, 1e-6, GroupOfOne.REWARD));
            case "grpo_passk" -> new PassAtK(new PassAtK.Config(scaled, 1e-6));
            case "rloo" -> new LeaveOneOut(leaveOneOut(GroupOfOne.REWARD));
            case "rloo_vectorized" -> new LeaveOneOut(leaveOneOut(GroupOfOne.ZERO));
            case "opo" -> new LengthWeightedMean(new LengthWeightedMean.Config(GroupOfOne.REWARD));
            case "gpg" -> new GroupPolicyGradient(new GroupPolicyGradient.Config(1, GroupOfOne.REWARD));
            case "reinforce_plus_plus" ->
                new DiscountedReturns(
                        new DiscountedReturns.Config(testCase.get("gamma").asDouble()));
            case "reinforce_plus_plus_baseline" ->
                new WhitenedGroupMean(new WhitenedGroupMean.Config(GroupOfOne.REWARD));
            case "remax" -> new GreedyBaseline();
            case "optimal_token_baseline", "tir_optimal_token_baseline" ->
                new OptimalTokenBaseline(new OptimalTokenBaseline.Config(
                        testCase.get("handle_zero_tail").asBoolean()));
            default -> throw new AssertionError("estimator " + name);
        };
    }

    private static LeaveOneOut.Config leaveOneOut(GroupOfOne singleton) {
        return new LeaveOneOut.Config(OptionalDouble.empty(), OptionalDouble.empty(), false, singleton);
    }

    private static ScoredRollout rollout(JsonNode rewards, JsonNode testCase, int row) {
        JsonNode mask = rewards.get("response_mask").get(row);
        double[] tokenRewards = Golden.masked(rewards.get("token_level_rewards").get(row), mask);
        ScoredRollout rollout =
                ScoredRollout.of(rewards.get("outcome_rewards").get(row).asDouble(), tokenRewards.length);
        if (!testCase.has("sum_pi_squared")) {
            return rollout;
        }
        double[] logprobs = Golden.masked(testCase.get("old_log_probs").get(row), mask);
        double[] energies = Golden.masked(testCase.get("sum_pi_squared").get(row), mask);
        for (int token = 0; token < energies.length; token++) {
            energies[token] += 1 - 2 * Math.exp(logprobs[token]);
        }
        return rollout.withEnergies(energies);
    }

    private static void rowAgrees(Advantage advantage, JsonNode rewards, JsonNode testCase, int row, double tolerance) {
        JsonNode mask = rewards.get("response_mask").get(row);
        double[] expected = Golden.masked(testCase.get("advantages").get(row), mask);
        double[] actual = new double[expected.length];
        for (int token = 0; token < actual.length; token++) {
            actual[token] = advantage.at(token);
        }
        Golden.areEqual(actual, expected, tolerance);
    }

    /** The rows of each group, groups in the order of their first row. */
    private static List<List<Integer>> rowsOfGroups(JsonNode rewards) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        JsonNode ids = rewards.get("group_ids");
        for (int row = 0; row < ids.size(); row++) {
            rows.computeIfAbsent(ids.get(row).asString(), id -> new ArrayList<>())
                    .add(row);
        }
        return List.copyOf(rows.values());
    }
}
