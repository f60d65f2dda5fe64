package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.objective.penalty.ReferencePenalty;
import dev.kedge.objective.penalty.ReferencePenalty.Estimator;
import dev.kedge.objective.penalty.ReferencePenalty.Gradient;
import dev.kedge.objective.weighting.Aggregation;
import dev.kedge.objective.weighting.SequenceMean;
import dev.kedge.objective.weighting.SequenceSum;
import dev.kedge.objective.weighting.TokenMean;
import dev.kedge.objective.weighting.TokenSum;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.MaskedReduction;
import dev.kedge.tensor.Scope;
import dev.kedge.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Losses, aggregations and KL penalties against {@code loss/verl_losses.json}: verl's own code, executed in float64.
 */
class VerlLossGoldenTest {

    private static final JsonNode FILE = Fixtures.json("loss/verl_losses.json");

    /** verl divides by counts + 1e-8. */
    private static final double TOLERANCE = 2e-8;

    @TestFactory
    List<DynamicTest> everyLossAgrees() {
        List<VerlCase> cases = new ArrayList<>();
        FILE.get("cases").forEach(node -> cases.add(new VerlCase(FILE, node)));
        return LossGolden.tests("verl_losses.json", cases);
    }

    @TestFactory
    List<DynamicTest> everyAggregationAgrees() {
        List<DynamicTest> tests = new ArrayList<>();
        FILE.get("agg_loss_cases")
                .forEach(node -> tests.add(DynamicTest.dynamicTest(
                        node.get("input").asString() + " " + node.get("mode").asString() + " "
                                + node.path("dp_size").asInt(1),
                        () -> aggregates(node))));
        System.out.println("verl_losses.json, agg_loss_cases: " + tests.size() + " cases run, none left out");
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void aggregates(JsonNode node) {
        JsonNode set = FILE.get("inputs").get(node.get("input").asString());
        try (Scope scope = Scope.open()) {
            Tensor losses = TrlCase.matrix(set.get(node.get("loss_mat").asString()));
            Tensor mask = TrlCase.matrix(set.get("completion_mask")).gt(new Scalar(0.5));
            double parallel = node.path("dp_size").asDouble(1);
            double filled = mask.any(-1, false).sum().item_double();
            double tokens = mask.sum().item_double();
            Aggregation aggregation = switch (node.get("mode").asString()) {
                case "token-mean" -> new TokenMean();
                case "seq-mean-token-sum" -> new SequenceSum();
                case "seq-mean-token-mean" -> new SequenceMean();
                default ->
                    new TokenSum(
                            new TokenSum.Config(node.path("loss_scale_factor").asDouble((double) losses.size(1))));
            };
            UpdateTotals totals = new UpdateTotals(
                    node.path("global_batch_size").asDouble(filled) / parallel,
                    node.path("batch_num_tokens").asDouble(tokens) / parallel);
            Tensor weights = aggregation.weights(mask, losses, totals);
            assertThat(MaskedReduction.sum(losses.mul(weights), mask).item_double())
                    .isCloseTo(node.get("value").asDouble(), within(TOLERANCE));
        }
    }

    @TestFactory
    List<DynamicTest> everyKlPenaltyAgrees() {
        List<DynamicTest> tests = new ArrayList<>();
        int raising = 0;
        for (JsonNode node : FILE.get("kl_penalty_cases")) {
            raising += node.has("raises") ? 1 : 0;
            if (!node.has("raises")) {
                String name = node.get("input").asString() + " "
                        + node.get("kl_penalty").asString();
                tests.add(DynamicTest.dynamicTest(name, () -> penalizes(node)));
            }
        }
        FILE.get("kl_penalty_extremes")
                .forEach(node -> tests.add(DynamicTest.dynamicTest(
                        "extremes " + node.get("kl_penalty").asString(), () -> penalizesExtremes(node))));
        System.out.println("verl_losses.json, kl_penalty cases and extremes: " + tests.size()
                + " run, left out: {raises in verl=" + raising + "}");
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void penalizes(JsonNode node) {
        JsonNode set = FILE.get("inputs").get(node.get("input").asString());
        try (Scope scope = Scope.open()) {
            Tensor mask = TrlCase.matrix(set.get("completion_mask")).gt(new Scalar(0.5));
            Tensor logprobs = Autograd.leaf(TrlCase.matrix(set.get("new_logps")));
            Tensor estimate = penalty(node).estimate(inputs(logprobs, TrlCase.matrix(set.get("ref_logps")), mask));
            double[] expected = LossCase.flat(node.get("per_token"));
            double[] values = HostMemory.doubles(estimate.detach());
            long[] counted = HostMemory.longs(mask);
            for (int i = 0; i < values.length; i++) {
                if (counted[i] != 0) {
                    assertThat(values[i]).isCloseTo(expected[i], within(1e-12));
                }
            }
            Tensor mean = MaskedReduction.sum(estimate, mask).div(mask.sum());
            assertThat(mean.item_double()).isCloseTo(node.get("token_mean").asDouble(), within(TOLERANCE));
            Autograd.backward(mean);
            double[] gradient = HostMemory.doubles(Autograd.gradient(logprobs));
            double[] expectedGradient = LossCase.flat(node.get("grad_of_token_mean"));
            for (int i = 0; i < gradient.length; i++) {
                assertThat(gradient[i]).isCloseTo(expectedGradient[i], within(TOLERANCE));
            }
        }
    }

    private static void penalizesExtremes(JsonNode node) {
        try (Scope scope = Scope.open()) {
            Tensor logprobs = TrlCase.matrix(node.get("new_logps"));
            Tensor reference = TrlCase.matrix(node.get("ref_logps"));
            double[] values = HostMemory.doubles(
                    penalty(node).estimate(inputs(logprobs, reference, logprobs.lt(new Scalar(1.0)))));
            double[] expected = LossCase.flat(node.get("per_token"));
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).isCloseTo(expected[i], within(1e-12 * Math.max(1, Math.abs(expected[i]))));
            }
        }
    }

    private static ObjectiveInputs inputs(Tensor logprobs, Tensor reference, Tensor mask) {
        return ObjectiveInputs.of(logprobs, logprobs.detach(), logprobs.detach(), mask)
                .with(Quantity.REFERENCE_LOGPROBS, reference);
    }

    /** verl's names: the plus is its straight-through form; low_var_kl (k3) is limited to ±10. */
    private static ReferencePenalty penalty(JsonNode node) {
        String name = node.get("kl_penalty").asString();
        boolean straightThrough = name.endsWith("+");
        Estimator estimator = switch (straightThrough ? name.substring(0, name.length() - 1) : name) {
            case "kl", "k1" -> Estimator.K1;
            case "abs" -> Estimator.ABS;
            case "mse", "k2" -> Estimator.K2;
            case "low_var_kl", "k3" -> Estimator.K3;
            default -> throw new AssertionError("a penalty of verl that is not translated: " + name);
        };
        return new ReferencePenalty(
                estimator,
                new ReferencePenalty.Config(
                        1,
                        straightThrough ? Gradient.STRAIGHT_THROUGH : Gradient.PLAIN,
                        estimator == Estimator.K3 ? 10 : Double.POSITIVE_INFINITY));
    }

    /** Exact divergences and entropies of whole distributions; computed by the fixtures' authors, verl refuses them. */
    @TestFactory
    List<DynamicTest> exactDivergencesAgree() {
        JsonNode full = FILE.get("full_kl");
        return List.of(
                DynamicTest.dynamicTest("forward", () -> exact(full, Quantity.EXACT_KL, "forward_KL_p_q")),
                DynamicTest.dynamicTest("reverse", () -> exact(full, Quantity.EXACT_REVERSE_KL, "reverse_KL_q_p")));
    }

    private static void exact(JsonNode full, Quantity quantity, String field) {
        try (Scope scope = Scope.open()) {
            Tensor old = TrlCase.matrix(full.get("logits")).log_softmax(-1);
            Tensor now = TrlCase.matrix(full.get("ref_logits")).log_softmax(-1);
            double[] values = HostMemory.doubles(FullOldDistributions.divergence(quantity, old, now));
            double[] expected = LossCase.flat(full.get(field));
            assertThat(values).hasSameSizeAs(expected);
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).isCloseTo(expected[i], within(1e-12));
            }
        }
    }
}
