package dev.kedge.objective;

import dev.kedge.tensor.MaskedReduction;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * What the objective is evaluated on: one micro-batch of completions, right-padded.
 *
 * <p>Values at unmasked positions have no influence, whatever they are. All floating tensors are of one type, float32 in
 * training.
 *
 * @param logprobs natural log-probabilities of the sampled tokens under the policy, {@code [B, T]}; carries the gradient
 * @param oldLogprobs the same under the policy at the start of the inner updates, {@code [B, T]}, no gradient
 * @param referenceLogprobs the same under the frozen reference policy, {@code [B, T]}, no gradient; present if and only
 *     if the objective has a reference penalty
 * @param advantages one per sequence {@code [B, 1]} or one per token {@code [B, T]}, no gradient
 * @param mask bool {@code [B, T]}, true where a completion token counts
 */
public record ObjectiveInputs(
        Tensor logprobs, Tensor oldLogprobs, Optional<Tensor> referenceLogprobs, Tensor advantages, Tensor mask) {

    /**
     * The log importance ratio of each token, {@code logprobs - oldLogprobs}, 0 where the mask is not set.
     *
     * @return {@code [B, T]}, carries gradient
     */
    public Tensor tokenLogRatio() {
        return MaskedReduction.select(logprobs.sub(oldLogprobs), mask);
    }

    /**
     * The advantage of each token, 0 where the mask is not set.
     *
     * @return {@code [B, T]}
     */
    public Tensor tokenAdvantages() {
        return MaskedReduction.select(advantages, mask);
    }
}
