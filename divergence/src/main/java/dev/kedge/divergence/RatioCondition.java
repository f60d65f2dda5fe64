package dev.kedge.divergence;

/**
 * A condition on the importance ratio {@code w} alone. It therefore <em>is</em> one interval of log ratios, the same
 * for every token, solved once when the condition is made.
 *
 * <p>Decide feasibility with {@link #interval()}, in log space: computing a divergence such as {@code w - 1 - log w} in
 * float32 loses every digit below {@code |x| = 3e-4}.
 */
public non-sealed interface RatioCondition extends DivergenceCondition {

    /**
     * The feasible log ratios: {@code {x : divergence(x) <= threshold()}}.
     *
     * @return the interval, around {@code x = 0}
     */
    LogInterval interval();

    /**
     * The divergence of one sample, for measurement.
     *
     * @param logRatio {@code x = log w}
     * @return the number compared with {@link #threshold()}; 0 at {@code x = 0}
     */
    double divergence(double logRatio);
}
