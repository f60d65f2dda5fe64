package dev.kedge.divergence.estimator;

import dev.kedge.divergence.ratio.Kl1;
import dev.kedge.divergence.ratio.Kl2;
import dev.kedge.divergence.ratio.Kl3;
import dev.kedge.divergence.ratio.RatioMeasure;

/**
 * An estimate of {@code KL(S || O)} from one sample of S, as a function of {@code x = log(O/S)} at the sample. Schulman
 * 2020, "Approximating KL divergence".
 *
 * <p>Beware of the gradient when S is the policy being trained: differentiating an estimate does not differentiate the
 * divergence. {@link #lossGradient()} says what the expected gradient of each estimate is the gradient of.
 */
public enum KlEstimator {
    /** {@code -x}: unbiased, high variance, negative for about half the samples of close distributions. */
    KL1("k1", "KL(S || O), unbiased", "nothing: its expectation is 0 for every O, as the score has mean zero"),

    /** {@code x²/2}: never negative, low variance, biased to third order in the distance. */
    KL2("k2", "KL(S || O), biased; exact to second order for close distributions", "KL(S || O)"),

    /** {@code e^x - 1 - x}: unbiased and never negative, low variance unless O has much heavier tails than S. */
    KL3("k3", "KL(S || O), unbiased", "KL(O || S)");

    private final String label;
    private final String target;
    private final String lossGradient;

    KlEstimator(String label, String target, String lossGradient) {
        this.label = label;
        this.target = target;
        this.lossGradient = lossGradient;
    }

    /**
     * The name users write.
     *
     * @return {@code k1}, {@code k2} or {@code k3}
     */
    public String label() {
        return label;
    }

    /**
     * What the mean over samples of S is.
     *
     * @return the divergence, and whether without bias
     */
    public String target() {
        return target;
    }

    /**
     * What is descended if the estimate itself is the loss and only the log-probabilities under S carry gradient.
     *
     * @return the function whose gradient, with respect to S, is the expected gradient of the estimate
     */
    public String lossGradient() {
        return lossGradient;
    }

    /** The same formula as a divergence measure, with its ratio interval. */
    public RatioMeasure measure() {
        return switch (this) {
            case KL1 -> new Kl1();
            case KL2 -> new Kl2();
            case KL3 -> new Kl3();
        };
    }

    /**
     * The estimate.
     *
     * @param logRatio {@code x = log(O/S)} at the sample
     * @return the estimate of {@code KL(S || O)}, in nats
     */
    public double value(double logRatio) {
        return measure().phi(logRatio);
    }

    /**
     * The derivative of the estimate.
     *
     * @param logRatio {@code x = log(O/S)} at the sample
     * @return {@code d value / dx}
     */
    public double slope(double logRatio) {
        return measure().slope(logRatio);
    }
}
