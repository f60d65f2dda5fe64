package dev.kedge.divergence.estimator;

import dev.kedge.divergence.ratio.Kl3;
import java.util.function.DoubleUnaryOperator;

/**
 * Two distributions over the same finite set of outcomes, such as two policies' next tokens. Moments are sums over the
 * outcomes.
 *
 * <p>Every probability must be above 0: where O can go and S cannot, KL3 loses the term that makes it unbiased.
 */
public final class CategoricalPair implements DistributionPair {

    /** How far from 1 the sum of the probabilities may be; they are used as given. */
    private static final double SUM_TOLERANCE = 1e-9;

    private final double[] sampled;
    private final double[] other;

    /**
     * A pair.
     *
     * @param sampled the probabilities under S, in (0, 1], with sum 1
     * @param other the probabilities under O, in (0, 1], with sum 1, as many
     */
    public CategoricalPair(double[] sampled, double[] other) {
        if (sampled.length != other.length) {
            throw new IllegalArgumentException(
                    "other must have " + sampled.length + " probabilities, got " + other.length);
        }
        this.sampled = checked("sampled", sampled);
        this.other = checked("other", other);
    }

    @Override
    public double kl() {
        return mean(new Kl3()::phi);
    }

    @Override
    public CategoricalPair swapped() {
        return new CategoricalPair(/* sampled= */ other, /* other= */ sampled);
    }

    @Override
    public EstimatorMoments moments(KlEstimator estimator) {
        double bias = switch (estimator) {
            case KL1, KL3 -> 0;
            case KL2 -> mean(x -> x * x / 2 - new Kl3().phi(x));
        };
        double mean = kl() + bias;
        double variance = mean(x -> {
            double deviation = estimator.value(x) - mean;
            return deviation * deviation;
        });
        return new EstimatorMoments(mean, bias, variance);
    }

    /**
     * The mean of a function of the log ratio, over samples of S.
     *
     * @param ofLogRatio a function of {@code x = log(O/S)}
     */
    public double mean(DoubleUnaryOperator ofLogRatio) {
        double sum = 0;
        for (int i = 0; i < sampled.length; i++) {
            sum += sampled[i] * ofLogRatio.applyAsDouble(logRatio(i));
        }
        return sum;
    }

    /**
     * The log ratio of one outcome.
     *
     * @param outcome its index
     * @return {@code x = log(O/S)}
     */
    public double logRatio(int outcome) {
        return Math.log1p((other[outcome] - sampled[outcome]) / sampled[outcome]);
    }

    private static double[] checked(String name, double[] probabilities) {
        double sum = 0;
        for (double probability : probabilities) {
            if (!(probability > 0 && probability <= 1)) {
                throw new IllegalArgumentException(name + " must have probabilities in (0, 1], got " + probability);
            }
            sum += probability;
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException(name + " must have sum 1, got " + sum);
        }
        return probabilities.clone();
    }
}
