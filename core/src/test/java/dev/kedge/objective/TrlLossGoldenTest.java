package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.LogInterval;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import dev.kedge.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Loss, gradient and clip fractions against {@code loss/trl_losses.json}: TRL's own loss code, executed in float64. Ours
 * runs in float64 too, so the tolerance is rounding: 1e-12.
 */
class TrlLossGoldenTest {

    private static final double TOLERANCE = 1e-12;

    private static final JsonNode FILE = Fixtures.json("loss/trl_losses.json");

    @TestFactory
    List<DynamicTest> everyCaseOfOurAxesAgrees() {
        List<DynamicTest> tests = new ArrayList<>();
        SortedMap<String, Integer> leftOut = new TreeMap<>();
        for (JsonNode node : FILE.get("cases")) {
            TrlCase trlCase = new TrlCase(node, FILE.get("defaults"));
            Optional<String> reason = trlCase.reasonToLeaveOut();
            if (reason.isPresent()) {
                leftOut.merge(reason.get(), 1, Integer::sum);
            } else {
                tests.add(DynamicTest.dynamicTest(trlCase.id(), () -> agrees(trlCase)));
            }
        }
        leftOut.merge("vllm_is_ratio_cases", FILE.path("vllm_is_ratio_cases").size(), Integer::sum);
        System.out.println("trl_losses.json: " + tests.size() + " cases run, left out: " + leftOut);
        assertThat(tests).hasSizeGreaterThanOrEqualTo(FILE.get("cases").size() / 2);
        return tests;
    }

    @Test
    void aWrongBoundIsNoticed() {
        // The test can fail: with ε = 0.21 instead of 0.2 the first case's loss is off.
        TrlCase first = new TrlCase(FILE.get("cases").get(0), FILE.get("defaults"));
        try (Scope scope = Scope.open()) {
            LogInterval wrong = new LogInterval(Math.log(0.79), Math.log(1.21));
            Evaluation evaluation = evaluate(first, first.objective(wrong));
            assertThat(Math.abs(evaluation.loss - first.loss())).isGreaterThan(1e-6);
        }
    }

    private static void agrees(TrlCase trlCase) {
        try (Scope scope = Scope.open()) {
            Evaluation evaluation = evaluate(trlCase, trlCase.objective(trlCase.interval()));
            assertThat(evaluation.loss).isCloseTo(trlCase.loss(), within(TOLERANCE));
            double[] expected = trlCase.gradient();
            assertThat(evaluation.gradient).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                assertThat(evaluation.gradient[i]).isCloseTo(expected[i], within(TOLERANCE));
            }
            trlCase.comparableMetrics()
                    .forEach((name, value) ->
                            assertThat(evaluation.metrics.get(name)).as(name).isCloseTo(value, within(1e-9)));
        }
    }

    private static Evaluation evaluate(TrlCase trlCase, Objective objective) {
        Tensor logprobs = Autograd.leaf(trlCase.matrix("new_logps"));
        Tensor old = trlCase.onPolicy() ? logprobs.detach() : trlCase.matrix("old_logps");
        Tensor mask = trlCase.mask();
        Optional<Tensor> reference =
                objective.reference().isPresent() ? Optional.of(trlCase.matrix("ref_logps")) : Optional.empty();
        ObjectiveInputs inputs = new ObjectiveInputs(logprobs, old, reference, trlCase.advantages(), mask);
        double tokens = mask.sum().item_double();
        ObjectiveOutcome outcome = objective.evaluate(inputs, trlCase.totals((double) mask.size(0), tokens));
        Autograd.backward(outcome.loss());
        Tensor gradient = Autograd.gradient(logprobs);
        assertThat(gradient.isfinite().all().item_bool()).isTrue();
        return new Evaluation(
                outcome.loss().add(new Scalar(0.0)).item_double(),
                HostMemory.doubles(gradient),
                outcome.metrics().values());
    }

    private record Evaluation(double loss, double[] gradient, Map<String, Double> metrics) {}
}
