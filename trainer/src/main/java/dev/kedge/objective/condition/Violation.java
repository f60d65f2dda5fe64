package dev.kedge.objective.condition;

import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The places where a condition does not hold, and what its clip leaves of the ratio there.
 *
 * @param violated bool {@code [B, T]}
 * @param direction {@code [B, T]}: below 0 where the policy strayed downwards, above 0 where upwards; the log-ratio of
 *     the token, or of its sequence where the condition looks at one
 * @param clippedRatio {@code clip_C(w)}, {@code [B, T]}, no gradient: a constant where violated (the nearest bound,
 *     where there is one), w elsewhere
 * @param logHigh the upper bound on the log-ratio, float64, of a shape that broadcasts to {@code [B, T]}; empty where
 *     there is none
 */
public record Violation(Tensor violated, Tensor direction, Tensor clippedRatio, Optional<Tensor> logHigh) {

    /**
     * Violated by a probability that fell.
     *
     * @return bool {@code [B, T]}
     */
    public Tensor below() {
        return violated.logical_and(direction.lt(new Scalar(0.0)));
    }

    /**
     * Violated by a probability that rose.
     *
     * @return bool {@code [B, T]}
     */
    public Tensor above() {
        return violated.logical_and(direction.gt(new Scalar(0.0)));
    }

    /**
     * A violation whose clip leaves the same constant everywhere.
     *
     * @param violated bool {@code [B, T]}
     * @param direction {@code [B, T]}
     * @param logRatio {@code [B, T]}, what w is where the condition holds
     * @param constant what is left where it is violated: 1 for a condition without bounds on w, 0 for one that drops
     */
    public static Violation constant(Tensor violated, Tensor direction, Tensor logRatio, double constant) {
        Tensor ratio = logRatio.detach().exp();
        return new Violation(violated, direction, ratio.masked_fill(violated, new Scalar(constant)), Optional.empty());
    }
}
