package dev.kedge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code verifier/passk.json}: exact rationals, rounded once. A product of at most 64 quotients errs by some 1e-14. */
class PassAtKGoldenTest {

    private static final double TOLERANCE = 1e-12;
    private static final JsonNode FILE = Fixtures.jsonOrCopy("verifier", "passk.json");

    @Test
    void everyEstimatorCaseAgrees() {
        JsonNode cases = FILE.get("estimator_cases");
        for (JsonNode node : cases) {
            int n = node.get("n").intValue();
            int c = node.get("c").intValue();
            int k = node.get("k").intValue();
            assertThat(PassAtK.any(n, c, k))
                    .as(node.toString())
                    .isCloseTo(node.get("pass_at_k").doubleValue(), within(TOLERANCE));
            assertThat(PassAtK.all(n, c, k))
                    .as(node.toString())
                    .isCloseTo(node.get("pass_hat_k").doubleValue(), within(TOLERANCE));
        }
        ran("estimator_cases", cases);
    }

    @Test
    void everyPeerCaseAgrees() {
        JsonNode cases = FILE.get("prime_rl_cases");
        for (JsonNode node : cases) {
            int n = node.get("rewards").size();
            int correct = 0;
            for (JsonNode reward : node.get("rewards")) {
                correct += reward.doubleValue() >= 1 ? 1 : 0;
            }
            int c = correct;
            for (Map.Entry<String, JsonNode> metric : node.get("metrics").properties()) {
                assertThat(named(metric.getKey(), k -> PassAtK.any(n, c, k), k -> PassAtK.all(n, c, k)))
                        .as("%s of %s", metric.getKey(), node)
                        .isCloseTo(metric.getValue().doubleValue(), within(TOLERANCE));
            }
        }
        ran("prime_rl_cases", cases);
    }

    @Test
    void everyDataSetCaseAgrees() {
        JsonNode cases = FILE.get("dataset_cases");
        List<String> leftOut = new ArrayList<>();
        for (JsonNode node : cases) {
            JudgedGroups groups = Judged.groups(node.get("correct"));
            for (Map.Entry<String, JsonNode> metric : node.get("expected").properties()) {
                String name = metric.getKey();
                double expected = metric.getValue().doubleValue();
                if (name.startsWith("pass")) {
                    double actual = named(
                            name,
                            k -> groups.passAtK(k).mean(),
                            k -> groups.allOfK(k).mean());
                    assertThat(actual).as(name).isCloseTo(expected, within(TOLERANCE));
                } else if (name.startsWith("avg@n_macro")) {
                    assertThat(groups.accuracy().mean()).isCloseTo(expected, within(TOLERANCE));
                } else if (name.equals("stderr_over_problems")) {
                    assertThat(groups.accuracy().standardError()).isCloseTo(expected, within(TOLERANCE));
                } else {
                    leftOut.add(name);
                }
            }
        }
        ran("dataset_cases", cases);
        // Pooling gives prompts with more completions more weight; we do not offer it.
        System.out.println("passk.json: left out " + leftOut);
        assertThat(leftOut).allMatch(name -> name.startsWith("avg@n_micro"));
    }

    @Test
    void everyAverageCaseAgrees() {
        JsonNode cases = FILE.get("avg_cases");
        for (JsonNode node : cases) {
            double expected = node.has("unbiased_avg_at_k")
                    ? node.get("unbiased_avg_at_k").doubleValue()
                    : node.get("avg_at_k").doubleValue();
            JudgedGroups groups =
                    Judged.groups(List.of(List.copyOf(node.get("rewards").values())));
            assertThat(groups.reward().mean()).as("%s", node).isCloseTo(expected, within(TOLERANCE));
            boolean rightOrWrong = node.get("rewards").valueStream().allMatch(reward -> reward.doubleValue() % 1 == 0);
            if (rightOrWrong) {
                assertThat(groups.accuracy().mean()).as("%s", node).isCloseTo(expected, within(TOLERANCE));
            }
        }
        ran("avg_cases", cases);
    }

    private static double named(String name, IntToDoubleFunction any, IntToDoubleFunction all) {
        int k = Integer.parseInt(name.substring(5));
        return name.startsWith("pass@") ? any.applyAsDouble(k) : all.applyAsDouble(k);
    }

    private static void ran(String name, JsonNode cases) {
        System.out.println("passk.json: " + name + ": " + cases.size() + " run");
        assertThat(cases.size()).isPositive();
    }
}
