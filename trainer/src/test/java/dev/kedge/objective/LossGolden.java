package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;

/** Loss, gradient and metrics of {@link LossCase}s, in float64 as they were computed, so the tolerance is rounding. */
final class LossGolden {

    private LossGolden() {}

    /** A test for each case; prints how many there are and what is left out. */
    static List<DynamicTest> tests(String file, List<? extends LossCase> cases) {
        return tests(file, cases, 0.9);
    }

    /** The same, where a share of the cases must be ours. */
    static List<DynamicTest> tests(String file, List<? extends LossCase> cases, double share) {
        List<DynamicTest> tests = new ArrayList<>();
        SortedMap<String, Integer> leftOut = new TreeMap<>();
        for (LossCase lossCase : cases) {
            Optional<String> reason = lossCase.reasonToLeaveOut();
            if (reason.isPresent()) {
                leftOut.merge(reason.get(), 1, Integer::sum);
            } else {
                tests.add(DynamicTest.dynamicTest(lossCase.id(), () -> agrees(lossCase)));
            }
        }
        System.out.println(file + ": " + tests.size() + " cases run, left out: " + leftOut);
        assertThat(tests).hasSizeGreaterThanOrEqualTo((int) (share * cases.size()));
        return tests;
    }

    private static void agrees(LossCase lossCase) {
        try (Scope scope = Scope.open()) {
            Evaluation evaluation = evaluate(lossCase, lossCase.objective());
            double tolerance = lossCase.tolerance();
            assertThat(evaluation.loss).as("loss").isCloseTo(lossCase.loss() - lossCase.emptyRows(), within(tolerance));
            areClose("gradient", evaluation.gradient, lossCase.gradient(), tolerance);
            lossCase.entropyGradient()
                    .ifPresent(expected -> areClose(
                            "entropy gradient", evaluation.entropyGradient.orElseThrow(), expected, tolerance));
            lossCase.comparableMetrics()
                    .forEach((name, value) -> assertThat(evaluation.metrics.get(name))
                            .as(name)
                            .isCloseTo(value, within(Math.max(lossCase.metricTolerance(), tolerance))));
        }
    }

    private static void areClose(String what, double[] values, double[] expected, double tolerance) {
        assertThat(values).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(values[i]).as("%s of token %d", what, i).isCloseTo(expected[i], within(tolerance));
        }
    }

    static Evaluation evaluate(LossCase lossCase, Objective objective) {
        Tensor logprobs = Autograd.leaf(lossCase.matrix("new_logps"));
        Tensor entropies = Autograd.leaf(lossCase.matrix("entropies"));
        ObjectiveInputs inputs = lossCase.inputs(logprobs, entropies);
        UpdateTokens tokens = lossCase.updateTokens(logprobs, inputs.oldLogprobs());
        Objective adapted = objective.at(tokens);
        if (objective.selection().isPresent()) {
            inputs = inputs.with(
                    Quantity.SELECTED,
                    lossCase.inPlace(objective.selected(tokens).orElseThrow()));
        }
        if (objective.proximal().isPresent()) {
            Optional<double[][]> penalized = objective.proximal().get().penalized(tokens);
            if (penalized.isPresent()) {
                inputs = inputs.with(Quantity.PENALIZED, lossCase.inPlace(penalized.get()));
            }
        }
        UpdateTotals totals = totals(lossCase, inputs.mask());
        if (objective.selection().isPresent()) {
            Tensor selected = inputs.get(Quantity.SELECTED).mul(inputs.mask());
            totals = totals.selecting(selected.sum().item_double());
        }
        ObjectiveOutcome outcome = adapted.evaluate(inputs, totals);
        Autograd.backward(outcome.loss());
        Tensor gradient = Autograd.gradient(logprobs);
        assertThat(gradient.isfinite().all().item_bool()).isTrue();
        UpdateDiagnostics diagnostics = new UpdateDiagnostics();
        diagnostics.add(outcome);
        return new Evaluation(
                outcome.loss().item_double(),
                HostMemory.doubles(gradient),
                Autograd.reached(entropies).map(HostMemory::doubles),
                diagnostics.metrics());
    }

    private static UpdateTotals totals(LossCase lossCase, Tensor mask) {
        double filled = mask.any(-1, false).sum().item_double();
        return lossCase.totals((double) mask.size(0), filled, mask.sum().item_double());
    }

    record Evaluation(
            double loss, double[] gradient, Optional<double[]> entropyGradient, Map<String, Double> metrics) {}
}
