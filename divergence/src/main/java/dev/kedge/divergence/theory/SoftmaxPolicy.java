package dev.kedge.divergence.theory;

import dev.kedge.divergence.ratio.Kl3;

/**
 * A distribution over V actions, {@code π(a) ∝ exp(z_a)}, that is changed by moving its logits {@code z}.
 *
 * <p>Exponentials and logarithms are those of {@link StrictMath}: many small steps give the same bits on every machine.
 */
public final class SoftmaxPolicy {

    private static final Kl3 KL3 = new Kl3();

    private final double[] logProbabilities;
    private final double[] probabilities;

    private SoftmaxPolicy(double[] logProbabilities, double[] probabilities) {
        this.logProbabilities = logProbabilities;
        this.probabilities = probabilities;
    }

    /**
     * A policy by its logits.
     *
     * @param logits {@code [V]}, finite; a constant added to all changes nothing
     */
    public static SoftmaxPolicy ofLogits(double... logits) {
        if (logits.length < 2) {
            throw new IllegalArgumentException("logits must be at least 2, got " + logits.length);
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            if (!Double.isFinite(logit)) {
                throw new IllegalArgumentException("logits must be finite, got " + logit);
            }
            largest = Math.max(largest, logit);
        }
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (int action = 0; action < logits.length; action++) {
            probabilities[action] = StrictMath.exp(logits[action] - largest);
            sum += probabilities[action];
        }
        double normalizer = largest + StrictMath.log(sum);
        double[] logProbabilities = new double[logits.length];
        for (int action = 0; action < logits.length; action++) {
            logProbabilities[action] = logits[action] - normalizer;
            probabilities[action] /= sum;
        }
        return new SoftmaxPolicy(logProbabilities, probabilities);
    }

    /**
     * A policy by weights that need not have sum 1.
     *
     * @param weights {@code [V]}, finite, above 0
     * @return {@code π(a) = weights[a] / sum}
     */
    public static SoftmaxPolicy ofWeights(double... weights) {
        double[] logits = new double[weights.length];
        for (int action = 0; action < weights.length; action++) {
            if (!(weights[action] > 0)) {
                throw new IllegalArgumentException("weights must be above 0, got " + weights[action]);
            }
            logits[action] = Math.log(weights[action]);
        }
        return ofLogits(logits);
    }

    /**
     * A step in the space of logits.
     *
     * @param direction {@code [V]}
     * @param rate how far
     * @return the policy with logits {@code z + rate·direction}
     */
    public SoftmaxPolicy moved(double[] direction, double rate) {
        double[] logits = logProbabilities.clone();
        for (int action = 0; action < logits.length; action++) {
            logits[action] += rate * direction[action];
        }
        return ofLogits(logits);
    }

    /**
     * The number of actions.
     *
     * @return V
     */
    public int size() {
        return probabilities.length;
    }

    /**
     * How likely an action is.
     *
     * @param action its index
     * @return {@code π(a)}
     */
    public double probability(int action) {
        return probabilities[action];
    }

    /**
     * The logarithm of it, finite also where the probability is too small for a double.
     *
     * @param action its index
     * @return {@code log π(a)}
     */
    public double logProbability(int action) {
        return logProbabilities[action];
    }

    /**
     * The most likely action; the first of several.
     *
     * @return its index
     */
    public int mode() {
        int mode = 0;
        for (int action = 1; action < size(); action++) {
            if (probabilities[action] > probabilities[mode]) {
                mode = action;
            }
        }
        return mode;
    }

    /**
     * The expectation of a number per action.
     *
     * @param values {@code [V]}
     * @return {@code Σ π(a)·values[a]}
     */
    public double mean(double... values) {
        double sum = 0;
        for (int action = 0; action < size(); action++) {
            sum += probabilities[action] * values[action];
        }
        return sum;
    }

    /**
     * The entropy.
     *
     * @return {@code -Σ π log π}, in nats
     */
    public double entropy() {
        return -mean(logProbabilities);
    }

    /**
     * The exact forward divergence, as the mean of KL3, which has no negative terms to cancel.
     *
     * @param other over as many actions
     * @return {@code KL(this || other)}, in nats, at least 0
     */
    public double klTo(SoftmaxPolicy other) {
        double sum = 0;
        for (int action = 0; action < size(); action++) {
            sum += probabilities[action] * KL3.phi(other.logProbabilities[action] - logProbabilities[action]);
        }
        return sum;
    }

    /**
     * The exact total variation.
     *
     * @param other over as many actions
     * @return {@code ½ Σ |this - other|}, in [0, 1]
     */
    public double totalVariation(SoftmaxPolicy other) {
        double sum = 0;
        for (int action = 0; action < size(); action++) {
            sum += Math.abs(probabilities[action] - other.probabilities[action]);
        }
        return sum / 2;
    }
}
