package dev.kedge.train.internal.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.FullOldDistributions;
import dev.kedge.objective.LogitShaping;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.objective.input.Quantity;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.sampling.SampledDistribution;
import dev.kedge.sampling.TokenSupport;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** The distribution that was sampled from, one token of a vocabulary of 6, of which 0, 2 and 5 could be sampled. */
class SampledLogitsTest {

    private static final double[] LOGITS = {0.3, 1.9, -0.4, 0.8, 2.2, 1.1};
    private static final double[] REWARDS = {1, 50, -2, 50, 50, 3};
    private static final int[] SUPPORT = {0, 2, 5};
    private static final double TEMPERATURE = 0.7;

    private static TokenSequence completing(int token, double penalty) {
        TokenSupport support = TokenSupport.of(6, List.<long[]>of(new long[] {0, 2, 5}));
        return new TokenSequence(
                new int[] {5, 2},
                new int[] {token},
                Optional.of(new SampledDistribution(Optional.of(support), penalty)));
    }

    private static TokenDistributions distributions(Tensor logits, int token, double penalty) {
        LogitShaping shaping = SampledLogits.of(List.of(completing(token, penalty)), TEMPERATURE);
        return TokenDistributions.of(
                logits,
                HostMemory.tensor(new long[] {token}, 1),
                hidden -> hidden,
                6,
                shaping,
                Set.of(),
                Optional.empty());
    }

    private static Tensor logits() {
        float[] narrow = new float[6];
        for (int i = 0; i < 6; i++) {
            narrow[i] = (float) LOGITS[i];
        }
        return HostMemory.tensor(narrow, 1, 6);
    }

    /** {@code log π_S(a)} spelled out in float64; tokens 5 and 2 have occurred in the prompt. */
    private static double logprob(double[] logits, int token, double penalty) {
        double norm = 0;
        for (int id : SUPPORT) {
            norm += Math.exp(shaped(logits, id, penalty));
        }
        return shaped(logits, token, penalty) - Math.log(norm);
    }

    private static double shaped(double[] logits, int id, double penalty) {
        boolean seen = id == 5 || id == 2;
        double own = !seen ? logits[id] : logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty;
        return own / TEMPERATURE;
    }

    private static double[] differences(ToDoubleFunction<double[]> function) {
        double step = 1e-5;
        double[] gradient = new double[6];
        for (int i = 0; i < 6; i++) {
            double[] above = LOGITS.clone();
            double[] below = LOGITS.clone();
            above[i] += step;
            below[i] -= step;
            gradient[i] = (function.applyAsDouble(above) - function.applyAsDouble(below)) / (2 * step);
        }
        return gradient;
    }

    private static double[] gradient(int token, double penalty) {
        try (Scope scope = Scope.open()) {
            Tensor leaf = Autograd.leaf(logits());
            TokenDistributions now = distributions(leaf, token, penalty);
            Autograd.backward(now.logprobs().sum());
            now.backward();
            return HostMemory.doubles(Autograd.gradient(leaf));
        }
    }

    @Test
    void logProbabilitiesAndTheirGradientAreOfWhatCouldBeSampled() {
        for (double penalty : new double[] {1, 1.5}) {
            for (int token : SUPPORT) {
                try (Scope scope = Scope.open()) {
                    float[] value = HostMemory.floats(
                            distributions(logits(), token, penalty).logprobs());
                    assertThat((double) value[0]).isCloseTo(logprob(LOGITS, token, penalty), within(1e-6));
                }
                double[] expected = differences(logits -> logprob(logits, token, penalty));
                double[] gradient = gradient(token, penalty);
                for (int i = 0; i < 6; i++) {
                    assertThat(gradient[i]).isCloseTo(expected[i], within(2e-6)); // float32, sums of three terms
                }
                assertThat(gradient[1]).isZero(); // could not be sampled
            }
        }
    }

    /** {@code ∇ Σ_S π_S(a)·R(a) = E_S[R·∇ log π_S]}: the surrogate's gradient is that of the reward that is sampled. */
    @Test
    void thePolicyGradientIsThatOfTheExpectedRewardUnderTheSampledDistribution() {
        double[] expected = differences(logits -> {
            double reward = 0;
            for (int id : SUPPORT) {
                reward += Math.exp(logprob(logits, id, 1)) * REWARDS[id];
            }
            return reward;
        });
        double[] estimated = new double[6];
        for (int token : SUPPORT) {
            double[] gradient = gradient(token, 1);
            for (int i = 0; i < 6; i++) {
                estimated[i] += Math.exp(logprob(LOGITS, token, 1)) * REWARDS[token] * gradient[i];
            }
        }
        for (int i = 0; i < 6; i++) {
            assertThat(estimated[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    /** Entropy and divergences are sums over the support alone, and finite. */
    @Test
    void entropiesAndDivergencesAreOverTheSupport() {
        double entropy = 0;
        double divergence = 0;
        double[] other = {1.3, 0, -0.9, 0, 0, 0.2};
        for (int id : SUPPORT) {
            double logprob = logprob(LOGITS, id, 1);
            entropy -= Math.exp(logprob) * logprob;
            divergence += Math.exp(logprob) * (logprob - logprob(other, id, 1));
        }
        try (Scope scope = Scope.open()) {
            assertThat((double) HostMemory.floats(distributions(logits(), 0, 1).entropies())[0])
                    .isCloseTo(entropy, within(1e-6));
            LogitShaping shaping = SampledLogits.of(List.of(completing(0, 1)), TEMPERATURE);
            Tensor old = shaping.shaped(logits(), 0).log_softmax(-1);
            float[] narrow = {1.3f, 0, -0.9f, 0, 0, 0.2f};
            Tensor now = shaping.shaped(HostMemory.tensor(narrow, 1, 6), 0).log_softmax(-1);
            assertThat((double) HostMemory.floats(FullOldDistributions.divergence(Quantity.EXACT_KL, old, now))[0])
                    .isCloseTo(divergence, within(1e-6));
            assertThat(HostMemory.floats(FullOldDistributions.divergence(Quantity.EXACT_TV, old, old)))
                    .containsExactly(0f);
            assertThat(HostMemory.floats(FullOldDistributions.divergence(Quantity.EXACT_REVERSE_KL, old, old)))
                    .containsExactly(0f);
        }
    }

    /** The tokens before each place, and none of those after it: prompt 5 2, completion 0 2 0. */
    @Test
    void thePenaltyKnowsWhatHasOccurredSoFar() {
        TokenSequence sequence = new TokenSequence(
                new int[] {5, 2}, new int[] {0, 2, 0}, Optional.of(new SampledDistribution(Optional.empty(), 2)));
        try (Scope scope = Scope.open()) {
            Tensor ones = HostMemory.tensor(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 3, 6);
            float[] shaped =
                    HostMemory.floats(SampledLogits.of(List.of(sequence), 1).shaped(ones, 0));
            assertThat(shaped)
                    .containsExactly(1, 1, 0.5f, 1, 1, 0.5f, 0.5f, 1, 0.5f, 1, 1, 0.5f, 0.5f, 1, 0.5f, 1, 1, 0.5f);
            // a later chunk begins in the middle of the completion
            float[] later =
                    HostMemory.floats(SampledLogits.of(List.of(sequence), 1).shaped(ones.narrow(0, 0, 1), 2));
            assertThat(later).containsExactly(0.5f, 1, 0.5f, 1, 1, 0.5f);
        }
    }
}
