package dev.kedge.objective.response;

import dev.kedge.objective.input.ObjectiveInputs;
import org.bytedeco.pytorch.Tensor;

/**
 * The terms that a {@link Response} works with, all {@code [B, T]}.
 *
 * @param inputs the micro-batch
 * @param ratio w at the objective's level; carries gradient
 * @param clippedRatio {@code clip_C(w)}, no gradient
 * @param acts bool, where the condition acts
 * @param capped bool, where the cap on the worsening side acts; a part of {@code acts}
 */
public record SurrogateTerms(ObjectiveInputs inputs, Tensor ratio, Tensor clippedRatio, Tensor acts, Tensor capped) {

    /**
     * The advantages.
     *
     * @return {@code [B, T]}, 0 where unmasked; no gradient
     */
    public Tensor advantages() {
        return inputs.tokenAdvantages();
    }

    /**
     * Log-probabilities of the sampled tokens under the policy.
     *
     * @return {@code [B, T]}, 0 where unmasked; carries gradient
     */
    public Tensor logprobs() {
        return inputs.logprobs();
    }

    /**
     * {@code w·A}, what a token contributes where nothing acts.
     *
     * @return {@code [B, T]}, carries gradient
     */
    public Tensor unclipped() {
        return ratio.mul(advantages());
    }

    /**
     * One value where the condition acts, another elsewhere.
     *
     * @param acting {@code [B, T]}
     * @param otherwise {@code [B, T]}
     * @return {@code [B, T]}
     */
    public Tensor choose(Tensor acting, Tensor otherwise) {
        return acting.where(acts, otherwise);
    }
}
