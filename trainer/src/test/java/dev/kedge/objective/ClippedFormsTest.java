package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.objective.condition.DistributionCondition;
import dev.kedge.objective.condition.IntervalCondition;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Theorem 4.1 of Wu et al. 2026: the general clipped objective {@code min(w·A, clip_C(w)·A)}, whose {@code clip_C(w)}
 * is w where the condition holds and a constant where it does not, has the gradient of the interval form. The constant
 * here is 1, for which the theorem is plainest: beyond the bound {@code min(w·A, A)} is the constant if and only if
 * {@code (w − 1)·A > 0}.
 */
class ClippedFormsTest {

    /** Log-ratios from −2.5 to 2.5; none is within 1e-4 of a bound of a tested condition. */
    private static final double[] LOG_RATIOS =
            IntStream.rangeClosed(-250, 250).mapToDouble(i -> i / 100.0).toArray();

    @ParameterizedTest
    @CsvSource({"kl3,delta,0.02", "kl3,delta,0.5", "ratio,epsilon,0.2", "ratio,epsilon,0.55", "kl2,delta,0.03"})
    void generalAndIntervalFormHaveOneGradientButTwoLosses(String kind, String parameter, double value) {
        RatioCondition condition = (RatioCondition) ConditionCatalogue.create(kind, Map.of(parameter, value));
        Objective interval = Objectives.with(new IntervalCondition(condition.interval()));
        for (double advantage : new double[] {1, -1, 0.3, -2.5}) {
            TokenBatch batch = TokenBatch.singles(advantage, LOG_RATIOS);
            TokenBatch.Outcome ours = batch.evaluate(interval);
            Form general = Form.of(condition, advantage);
            for (int i = 0; i < LOG_RATIOS.length; i++) {
                assertThat(ours.gradient()[i][0])
                        .as("x = %s, A = %s", LOG_RATIOS[i], advantage)
                        .isCloseTo(general.gradient[i], within(1e-14));
            }
            // Why gradients are compared: a clipped token counts with the bound here and with 1 there.
            assertThat(Math.abs(ours.loss() - general.loss)).isGreaterThan(1e-3);
        }
    }

    /**
     * The same for a condition on the whole distribution, exact KL over four tokens: the gradient in the logits,
     * through w and not through the condition. Policies are random; a threshold in their middle is violated by about
     * half of them.
     */
    @Test
    void forExactKlTheMaskedFormHasTheGradientOfTheGeneralOne() {
        SplittableRandom random = new SplittableRandom(11);
        int violated = 0;
        for (int trial = 0; trial < 60; trial++) {
            double[] oldLogits = random.doubles(4, -1, 1).toArray();
            double[] logits = IntStream.range(0, 4)
                    .mapToDouble(i -> oldLogits[i] + random.nextDouble(-0.5, 0.5))
                    .toArray();
            long action = random.nextInt(4);
            double advantage = random.nextDouble(-1, 1);
            ExactKl general = ExactKl.general(logits, oldLogits, action, advantage);
            ExactKl ours = ExactKl.ours(logits, oldLogits, action, advantage);
            assertThat(ours.gradient).containsExactly(general.gradient, within(1e-14));
            violated += general.violated ? 1 : 0;
        }
        assertThat(violated).isBetween(15, 45);
    }

    private record ExactKl(double[] gradient, boolean violated) {

        private static final double DELTA = 0.03;

        /**
         * min(w·A, clip_C(w)·A) with clip_C(w) = w while KL(π_old ‖ π) ≤ δ and 1 beyond, by automatic differentiation.
         */
        static ExactKl general(double[] logits, double[] oldLogits, long action, double advantage) {
            try (Scope scope = Scope.open()) {
                Tensor leaf = Autograd.leaf(HostMemory.tensor(logits.clone(), 4));
                Tensor now = leaf.log_softmax(-1);
                Tensor old = HostMemory.tensor(oldLogits.clone(), 4).log_softmax(-1);
                double divergence = FullOldDistributions.divergence(Quantity.EXACT_KL, old, now.detach())
                        .item_double();
                Tensor w = now.sub(old).narrow(0, action, 1).exp();
                Tensor clipped = divergence <= DELTA ? w : torch.ones_like(w);
                Scalar a = new Scalar(advantage);
                Autograd.backward(torch.minimum(w.mul(a), clipped.mul(a)).sum().neg());
                return new ExactKl(HostMemory.doubles(Autograd.gradient(leaf)), divergence > DELTA);
            }
        }

        static ExactKl ours(double[] logits, double[] oldLogits, long action, double advantage) {
            try (Scope scope = Scope.open()) {
                Tensor leaf = Autograd.leaf(HostMemory.tensor(logits.clone(), 4));
                Tensor now = leaf.log_softmax(-1);
                Tensor old = HostMemory.tensor(oldLogits.clone(), 4).log_softmax(-1);
                Tensor divergence = FullOldDistributions.divergence(Quantity.EXACT_KL, old, now);
                Tensor logprob = now.narrow(0, action, 1).view(1, 1);
                ObjectiveInputs inputs = ObjectiveInputs.of(
                                logprob,
                                old.narrow(0, action, 1).view(1, 1),
                                HostMemory.tensor(new double[] {advantage}, 1, 1),
                                logprob.lt(new Scalar(1.0)))
                        .with(Quantity.EXACT_KL, divergence.view(1, 1));
                Objective objective = Objectives.with(
                        new DistributionCondition(Quantity.EXACT_KL, new DistributionCondition.Config(DELTA)));
                Autograd.backward(
                        objective.evaluate(inputs, new UpdateTotals(1, 1)).loss());
                return new ExactKl(HostMemory.doubles(Autograd.gradient(leaf)), false);
            }
        }
    }

    /**
     * Loss and gradient of the general form with clip_C := 1, the condition tested by its divergence, not its interval.
     */
    private record Form(double loss, double[] gradient) {

        static Form of(RatioCondition condition, double advantage) {
            double[] holds = DoubleStream.of(LOG_RATIOS)
                    .map(x -> condition.divergence(x) <= condition.threshold() ? 1 : 0)
                    .toArray();
            assertThat(holds).contains(1.0).contains(0.0);
            try (Scope scope = Scope.open()) {
                Tensor x = Autograd.leaf(HostMemory.tensor(LOG_RATIOS.clone(), LOG_RATIOS.length));
                Tensor w = x.exp();
                Tensor clipped =
                        w.where(HostMemory.tensor(holds, holds.length).gt(new Scalar(0.5)), torch.ones_like(w));
                Scalar a = new Scalar(advantage);
                Tensor loss = torch.minimum(w.mul(a), clipped.mul(a)).mean().neg();
                Autograd.backward(loss);
                return new Form(loss.item_double(), HostMemory.doubles(Autograd.gradient(x)));
            }
        }
    }
}
