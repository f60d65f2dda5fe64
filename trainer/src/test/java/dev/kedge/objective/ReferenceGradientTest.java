package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.penalty.ReferencePenalty;
import dev.kedge.objective.penalty.ReferencePenalty.Estimator;
import dev.kedge.objective.penalty.ReferencePenalty.Gradient;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/**
 * The mean gradient of reference penalties over the tokens of an old policy, exactly: a softmax over four tokens, each
 * weighed by its old probability.
 */
class ReferenceGradientTest {

    private static final double[] POLICY = {0.5, 0.25, 0.15, 0.1};
    private static final double[] OLD = {0.3, 0.3, 0.25, 0.15};
    private static final double[] REFERENCE = {0.2, 0.2, 0.2, 0.4};

    /** {@code ∂KL(π‖ref)/∂logit_i = π_i (log π_i/ref_i − KL)}. */
    @Test
    void correctedK1AndK3DescendTheDivergenceOnPolicyAndOff() {
        double divergence = 0;
        for (int i = 0; i < 4; i++) {
            divergence += POLICY[i] * Math.log(POLICY[i] / REFERENCE[i]);
        }
        double[] expected = new double[4];
        for (int i = 0; i < 4; i++) {
            expected[i] = POLICY[i] * (Math.log(POLICY[i] / REFERENCE[i]) - divergence);
        }
        for (Estimator estimator : new Estimator[] {Estimator.K1, Estimator.K3}) {
            for (double[] old : new double[][] {POLICY, OLD}) {
                assertThat(gradient(estimator, Gradient.IMPORTANCE_CORRECTED, old))
                        .as("%s, old policy %s", estimator, Arrays.toString(old))
                        .containsExactly(expected, within(1e-12));
            }
        }
        // Plain, k2 is that gradient on-policy.
        assertThat(gradient(Estimator.K2, Gradient.PLAIN, POLICY)).containsExactly(expected, within(1e-12));
    }

    /**
     * Corrected, k2 has the mean {@code Σ π ½ log²(ref/π)}, whose slope in the first logit is 0.5·(½·0.9163² + 0.9163 −
     * mean of the same) and not ∇KL.
     */
    @Test
    void correctedK2DescendsItsOwnBiasedMean() {
        double[] inner = new double[4];
        double mean = 0;
        for (int i = 0; i < 4; i++) {
            double x = Math.log(REFERENCE[i] / POLICY[i]);
            inner[i] = 0.5 * x * x - x;
            mean += POLICY[i] * inner[i];
        }
        double[] expected = new double[4];
        for (int i = 0; i < 4; i++) {
            expected[i] = POLICY[i] * (inner[i] - mean);
        }
        double[] corrected = gradient(Estimator.K2, Gradient.IMPORTANCE_CORRECTED, OLD);
        assertThat(corrected).containsExactly(expected, within(1e-12));
        double[] ofDivergence = gradient(Estimator.K3, Gradient.IMPORTANCE_CORRECTED, OLD);
        assertThat(Math.abs(corrected[0] - ofDivergence[0])).isGreaterThan(0.01);
    }

    /** In the logits: {@code Σ_a old_a · ∂penalty_a/∂log π_a · (1[i = a] − π_i)}. */
    private static double[] gradient(Estimator estimator, Gradient gradient, double[] old) {
        try (Scope scope = Scope.open()) {
            Tensor logprobs = Autograd.leaf(logs(POLICY));
            Tensor counted = logprobs.detach().eq(logprobs.detach());
            ObjectiveInputs inputs = ObjectiveInputs.of(logprobs, logs(old), logs(old), counted)
                    .with(Quantity.REFERENCE_LOGPROBS, logs(REFERENCE));
            ReferencePenalty penalty =
                    new ReferencePenalty(estimator, new ReferencePenalty.Config(1, gradient, Double.POSITIVE_INFINITY));
            Autograd.backward(penalty.estimate(inputs).mul(logs(old).exp()).sum());
            double[] perToken = HostMemory.doubles(Autograd.gradient(logprobs));
            double sum = Arrays.stream(perToken).sum();
            double[] logits = new double[4];
            Arrays.setAll(logits, i -> perToken[i] - POLICY[i] * sum);
            return logits;
        }
    }

    private static Tensor logs(double[] probabilities) {
        return HostMemory.tensor(Arrays.stream(probabilities).map(Math::log).toArray(), 1, 4);
    }
}
