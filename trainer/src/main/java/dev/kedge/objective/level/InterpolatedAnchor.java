package dev.kedge.objective.level;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A policy between the sampler and the policy as it stands: {@code log anchor = (1 − α)·log μ + α·sg(log π_θ)}, so that
 * {@code x = (1 − α)·(log π_θ − log μ)} in value, with the gradient of {@code log π_θ}.
 *
 * <p>A-3PO in inclusionAI/AReaL@4aef98d8d, {@code areal/trainer/ppo/actor.py}, {@code prox_logp_method=loglinear},
 * spares a second forward pass with {@code α = (v_prox − v_behaviour)/(v_θ − v_behaviour)} of the versions of the
 * weights. Rollouts here are never older than the step, so α is a setting; one half is that rule for rollouts two
 * versions old.
 */
public final class InterpolatedAnchor implements Anchor {

    /**
     * The place between the two.
     *
     * @param alpha α, in [0, 1): 0 is the sampler
     */
    public record Config(double alpha) {

        /** Half way. */
        public static final Config DEFAULT = new Config(0.5);

        /** Checks the range. */
        public Config {
            if (!(alpha >= 0 && alpha < 1)) {
                throw new SettingException("alpha", "must be in [0, 1), got " + alpha);
            }
        }
    }

    private final double alpha;

    /**
     * An anchor.
     *
     * @param config where it is
     */
    public InterpolatedAnchor(Config config) {
        this.alpha = config.alpha();
    }

    @Override
    public ObjectiveInputs anchored(ObjectiveInputs inputs) {
        Tensor now = inputs.logprobs().detach().mul(new Scalar(alpha));
        return inputs.withOldLogprobs(inputs.get(Quantity.SAMPLING_LOGPROBS)
                .mul(new Scalar(1 - alpha))
                .add(now));
    }

    @Override
    public UpdateTokens anchored(UpdateTokens tokens) {
        double[] now = UpdateTokens.flat(tokens.logprobs());
        double[] anchor = UpdateTokens.flat(tokens.samplingLogprobs());
        for (int i = 0; i < anchor.length; i++) {
            anchor[i] = (1 - alpha) * anchor[i] + alpha * now[i];
        }
        return tokens.withOldLogprobs(tokens.shaped(anchor));
    }
}
