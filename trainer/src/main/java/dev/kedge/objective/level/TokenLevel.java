package dev.kedge.objective.level;

import dev.kedge.objective.input.ObjectiveInputs;
import org.bytedeco.pytorch.Tensor;

/** The token's own ratio, {@code x_t = log π_θ(a_t|s_t) − log π_old(a_t|s_t)}: PPO, GRPO. */
public final class TokenLevel implements Level {

    public TokenLevel() {}

    @Override
    public Tensor logRatio(ObjectiveInputs inputs) {
        return inputs.tokenLogRatio();
    }
}
