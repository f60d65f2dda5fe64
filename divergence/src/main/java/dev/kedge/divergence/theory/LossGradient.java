package dev.kedge.divergence.theory;

import dev.kedge.divergence.estimator.KlEstimator;
import java.util.function.DoubleUnaryOperator;

/**
 * The expected gradient of a KL estimate that is used as a loss, beside the gradient of the divergence it estimates. S
 * is the distribution that is sampled, O the other, {@code x = log(O/S)}.
 *
 * <p>Which of them is trained decides. Automatic differentiation sees the estimate at the sample, not that the samples
 * would change with S.
 */
public enum LossGradient {
    /** S is trained on its own samples against a fixed O: the penalty towards a reference policy. */
    OF_SAMPLED {
        @Override
        public double[] expected(KlEstimator estimator, SoftmaxPolicy sampled, SoftmaxPolicy other) {
            return score(sampled, sampled, other, x -> -estimator.slope(x));
        }

        @Override
        public double[] exact(SoftmaxPolicy sampled, SoftmaxPolicy other) {
            return score(sampled, sampled, other, x -> -x);
        }
    },
    /** O is trained on samples of a fixed S: a trust region around the policy that sampled. */
    OF_OTHER {
        @Override
        public double[] expected(KlEstimator estimator, SoftmaxPolicy sampled, SoftmaxPolicy other) {
            return score(other, sampled, other, estimator::slope);
        }

        @Override
        public double[] exact(SoftmaxPolicy sampled, SoftmaxPolicy other) {
            return score(other, sampled, other, x -> -1);
        }
    };

    /**
     * The mean over samples of S of the gradient of the estimate, with respect to the logits of what is trained.
     *
     * @param estimator the estimate
     * @param sampled S
     * @param other O
     * @return {@code [V]}
     */
    public abstract double[] expected(KlEstimator estimator, SoftmaxPolicy sampled, SoftmaxPolicy other);

    /**
     * The gradient of {@code KL(S || O)} with respect to the same logits.
     *
     * @param sampled S
     * @param other O
     * @return {@code [V]}
     */
    public abstract double[] exact(SoftmaxPolicy sampled, SoftmaxPolicy other);

    /** {@code Σ_a S(a)·weight(x_a)·∇log π(a)}, where π is what is trained and {@code ∇log π(a) = e_a - π}. */
    private static double[] score(
            SoftmaxPolicy trained, SoftmaxPolicy sampled, SoftmaxPolicy other, DoubleUnaryOperator weight) {
        double[] gradient = new double[sampled.size()];
        double total = 0;
        for (int action = 0; action < gradient.length; action++) {
            double x = other.logProbability(action) - sampled.logProbability(action);
            gradient[action] = sampled.probability(action) * weight.applyAsDouble(x);
            total += gradient[action];
        }
        for (int action = 0; action < gradient.length; action++) {
            gradient[action] -= trained.probability(action) * total;
        }
        return gradient;
    }
}
