package dev.kedge.objective.level;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import java.util.Set;

/**
 * The policy that w is a ratio to: {@code x = log π_θ − log anchor}. Conditions, responses, levels, token weights and
 * proximal penalties see it in place of the old policy; a correction then is of {@code anchor / sampler}. Divergences
 * of whole distributions and the diagnostics of how far the policy moved stay those from the old policy.
 */
public interface Anchor {

    /**
     * The inputs with the anchor's log-probabilities as the old ones.
     *
     * @param inputs the micro-batch
     */
    ObjectiveInputs anchored(ObjectiveInputs inputs);

    /**
     * The tokens of an update with the anchor's log-probabilities as the old ones. Done twice it is the same.
     *
     * @param tokens every token of the update
     */
    UpdateTokens anchored(UpdateTokens tokens);

    /**
     * What the anchor looks at.
     *
     * @return quantities that the inputs must have
     */
    default Set<Quantity> needs() {
        return Set.of(Quantity.SAMPLING_LOGPROBS);
    }
}
