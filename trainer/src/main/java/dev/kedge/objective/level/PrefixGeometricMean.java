package dev.kedge.objective.level;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Positions;
import org.bytedeco.pytorch.Tensor;

/**
 * The geometric mean of the ratios up to the token: {@code log W_t = (1/t) Σ_{j ≤ t} x_j}, with the gradient of the
 * token's own log-probability only. The geometric variant of CTPO, arXiv:2605.07331.
 */
public final class PrefixGeometricMean implements Level {

    public PrefixGeometricMean() {}

    @Override
    public Tensor logRatio(ObjectiveInputs inputs) {
        Tensor logprobs = inputs.logprobs();
        Tensor positions = Positions.of(inputs.mask()).to(logprobs.scalar_type());
        return PrefixProduct.sums(inputs).div(positions).add(logprobs).sub(logprobs.detach());
    }
}
