package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.penalty.ReferencePenalty;
import dev.kedge.objective.penalty.ReferencePenalty.Config;
import dev.kedge.objective.penalty.ReferencePenalty.Estimator;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pull towards the reference policy: value and gradient of each estimator, and what the gradient is in expectation.
 */
class ReferencePenaltyTest {

    /** π = 0.5, π_ref = 0.25, so r = π_ref/π = 0.5 and log r = −0.693147. */
    @ParameterizedTest
    @CsvSource({
        "K1, 0.693147, 1.0", // −log r; d/d log π = 1
        "K2, 0.240227, 0.693147", // ½ (log r)²; −log r
        "K3, 0.193147, 0.5" // 0.5 − 1 + 0.693147; 1 − r
    })
    void valueAndGradientByHand(Estimator estimator, double value, double gradient) {
        Estimates estimates = Estimates.of(estimator, new double[] {0.5}, new double[] {0.25});
        assertThat(estimates.values[0]).isCloseTo(value, within(1e-6));
        assertThat(estimates.gradients[0]).isCloseTo(gradient, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"K1", "K2", "K3"})
    void theObjectiveAddsItTimesItsCoefficientAndWeighsItLikeEveryToken(Estimator estimator) {
        // On-policy, A = 1: the surrogate's gradient is −1 per token and the penalty's β·d estimate, over 2 tokens.
        ReferencePenalty penalty = new ReferencePenalty(estimator, new Config(0.25));
        double logReferenceRatio = Math.log(0.5);
        TokenBatch batch = TokenBatch.of(new double[] {1}, new double[] {0, 0}).withReference(logReferenceRatio);
        TokenBatch.Outcome outcome = batch.evaluate(Objectives.with(penalty));
        Estimates one = Estimates.of(estimator, new double[] {0.5}, new double[] {0.25});
        assertThat(outcome.gradient()[0][0]).isCloseTo((-1 + 0.25 * one.gradients[0]) / 2, within(1e-15));
        assertThat(outcome.loss()).isCloseTo(-1 + 0.25 * one.values[0], within(1e-15));
        assertThat(outcome.metrics().get("update/reference_kl")).isCloseTo(one.values[0], within(1e-15));
    }

    /**
     * The documentation of each estimator says what its gradient is on-policy. With π = softmax(θ), {@code d log
     * π(a)/dθ_j = [a = j] − π_j}, so the expected gradient is {@code π_j·(g_j − Σ π g)}.
     */
    @Test
    void inExpectationTheGradientsAreThreeDifferentThings() {
        double[] policy = {0.5, 0.3, 0.2};
        double[] reference = {0.2, 0.5, 0.3};
        double divergence = 0; // KL(π ‖ π_ref)
        for (int a = 0; a < 3; a++) {
            divergence += policy[a] * Math.log(policy[a] / reference[a]);
        }
        double[] k1 = expectedGradient(Estimator.K1, policy, reference);
        double[] k2 = expectedGradient(Estimator.K2, policy, reference);
        double[] k3 = expectedGradient(Estimator.K3, policy, reference);
        for (int j = 0; j < 3; j++) {
            assertThat(k1[j]).as("k1 pulls nowhere").isCloseTo(0, within(1e-15));
            double reverse = policy[j] * (Math.log(policy[j] / reference[j]) - divergence);
            assertThat(k2[j]).as("k2: that of KL(π ‖ π_ref)").isCloseTo(reverse, within(1e-15));
            double forward = policy[j] - reference[j];
            assertThat(k3[j]).as("k3: that of KL(π_ref ‖ π)").isCloseTo(forward, within(1e-15));
        }
    }

    @Test
    void aCoefficientOfZeroIsRefused() {
        // "No penalty" is the kind none, not a coefficient that switches it off.
        assertThatThrownBy(() -> new Config(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("coefficient must be > 0 and finite, got 0.0");
    }

    private static double[] expectedGradient(Estimator estimator, double[] policy, double[] reference) {
        double[] gradients = Estimates.of(estimator, policy, reference).gradients;
        double mean = 0;
        for (int a = 0; a < policy.length; a++) {
            mean += policy[a] * gradients[a];
        }
        double[] expected = new double[policy.length];
        for (int j = 0; j < policy.length; j++) {
            expected[j] = policy[j] * (gradients[j] - mean);
        }
        return expected;
    }

    private record Estimates(double[] values, double[] gradients) {

        static Estimates of(Estimator estimator, double[] policy, double[] reference) {
            try (Scope scope = Scope.open()) {
                Tensor logprobs = Autograd.leaf(
                        HostMemory.tensor(policy.clone(), 1, policy.length).log());
                Tensor referenceLogprobs = HostMemory.tensor(reference.clone(), 1, reference.length)
                        .log();
                Tensor estimate = new ReferencePenalty(estimator, new Config(1))
                        .estimate(ObjectiveInputs.of(
                                        logprobs, logprobs.detach(), logprobs.detach(), logprobs.lt(new Scalar(1.0)))
                                .with(Quantity.REFERENCE_LOGPROBS, referenceLogprobs));
                Autograd.backward(estimate.sum());
                return new Estimates(HostMemory.doubles(estimate), HostMemory.doubles(Autograd.gradient(logprobs)));
            }
        }
    }
}
