package dev.kedge.objective.level;

import dev.kedge.objective.input.ObjectiveInputs;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The product of the ratios up to the token: {@code log W_t = Σ_{j ≤ t} x_j}, the importance ratio of the text so far,
 * with the gradient of the token's own log-probability only. Terms are within ±20, and {@code log W_t} at most 10.
 * CTPO, arXiv:2605.07331.
 */
public final class PrefixProduct implements Level {

    /** The largest log-ratio of a text that is still formed; CTPO's. */
    private static final double MAX_LOG_RATIO = 10;

    public PrefixProduct() {}

    @Override
    public Tensor logRatio(ObjectiveInputs inputs) {
        Tensor logprobs = inputs.logprobs();
        return sums(inputs).clamp_max(new Scalar(MAX_LOG_RATIO)).add(logprobs).sub(logprobs.detach());
    }

    /** {@code Σ_{j ≤ t} x_j}, {@code [B, T]}, no gradient. */
    static Tensor sums(ObjectiveInputs inputs) {
        return Level.bounded(inputs.tokenLogRatio().detach()).cumsum(-1);
    }
}
