package dev.kedge.objective.level;

import dev.kedge.objective.input.ObjectiveInputs;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The probability ratio that the condition looks at and the surrogate carries: the token's own, or its whole
 * sequence's.
 */
public interface Level {

    /** Ratios are formed from log-ratios within ±20: e^20 is already beyond any use, e^89 overflows float32. */
    double LOG_RATIO_LIMIT = 20;

    /**
     * The log importance ratio that stands at each token and that the condition tests.
     *
     * @param inputs the micro-batch
     * @return {@code [B, T]}, 0 at unmasked positions of the token level; carries gradient
     */
    Tensor logRatio(ObjectiveInputs inputs);

    /**
     * What the response is given, once it is known where the condition acts.
     *
     * @param logRatio {@code [B, T]}, from {@link #logRatio}; carries gradient
     * @param clippedRatio {@code clip_C(w)}, {@code [B, T]}
     * @param acts bool {@code [B, T]}
     * @param inputs the micro-batch
     */
    default Ratios ratios(Tensor logRatio, Tensor clippedRatio, Tensor acts, ObjectiveInputs inputs) {
        return new Ratios(bounded(logRatio).exp(), clippedRatio, acts);
    }

    /**
     * The ratio that a surrogate carries, and where it is clipped.
     *
     * @param ratio w, {@code [B, T]}; carries gradient
     * @param clippedRatio {@code clip_C(w)}, {@code [B, T]}
     * @param acts bool {@code [B, T]}: where the response has to do something
     */
    record Ratios(Tensor ratio, Tensor clippedRatio, Tensor acts) {}

    /**
     * Log-ratios that can be exponentiated.
     *
     * @param logRatio any
     * @return within ±{@value #LOG_RATIO_LIMIT}
     */
    static Tensor bounded(Tensor logRatio) {
        return logRatio.clamp_min(new Scalar(-LOG_RATIO_LIMIT)).clamp_max(new Scalar(LOG_RATIO_LIMIT));
    }
}
