package dev.kedge.objective.weighting;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import org.bytedeco.pytorch.Tensor;

/**
 * A weight on the surrogate for a sampler that is not quite the trainer: the ratio {@code ρ =
 * π_old^trainer(a|s)/π^sampler(a|s)} of the same weights in two programs, or of a policy and its top-p cut. Carries no
 * gradient; denominators do not change.
 */
public interface Correction {

    /**
     * The weights.
     *
     * @param inputs the micro-batch, with {@link Quantity#SAMPLING_LOGPROBS}
     * @return {@code [B, T]}
     */
    Tensor weights(ObjectiveInputs inputs);

    /** Whether all tokens of a sequence get the same weight. */
    default boolean ofSequences() {
        return false;
    }

    /** Whether the weights depend on all tokens of an update, by {@link #at}. */
    default boolean adaptive() {
        return false;
    }

    /**
     * The correction as it is for one update.
     *
     * @param tokens every token of the update
     * @return a correction that does not adapt
     */
    default Correction at(UpdateTokens tokens) {
        return this;
    }
}
