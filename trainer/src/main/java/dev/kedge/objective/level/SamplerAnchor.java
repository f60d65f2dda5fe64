package dev.kedge.objective.level;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;

/**
 * The distribution that the tokens were drawn from, {@code w = π_θ/μ}: one ratio for both the policy's movement and the
 * difference between sampler and trainer. Double-sided calibrated importance sampling (GLM-5; SkyRL's
 * {@code rollout_is}), prime-rl's losses.
 */
public final class SamplerAnchor implements Anchor {

    public SamplerAnchor() {}

    @Override
    public ObjectiveInputs anchored(ObjectiveInputs inputs) {
        return inputs.withOldLogprobs(inputs.get(Quantity.SAMPLING_LOGPROBS));
    }

    @Override
    public UpdateTokens anchored(UpdateTokens tokens) {
        return tokens.withOldLogprobs(tokens.samplingLogprobs());
    }
}
