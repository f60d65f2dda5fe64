package dev.kedge.objective.condition;

import dev.kedge.api.SettingException;
import dev.kedge.api.Threshold;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A condition on the whole next-token distribution: its divergence from the old one at the token's position is at most
 * δ. As it has no bounds on w, {@code clip_C(w) = 1} on violation, as in Truly PPO, Wang et al. 2019, arXiv:1903.07940.
 */
public final class DistributionCondition implements Condition {

    /**
     * The limit.
     *
     * @param delta δ, above 0
     */
    public record Config(@Threshold double delta) {

        /** Checks the range. */
        public Config {
            if (!(delta > 0) || Double.isInfinite(delta)) {
                throw new SettingException("delta", "must be > 0 and finite, got " + delta);
            }
        }
    }

    private final Quantity divergence;
    private final double delta;

    /**
     * A condition on distributions.
     *
     * @param divergence which divergence, evaluated by the trainer at every position
     * @param config the limit
     */
    public DistributionCondition(Quantity divergence, Config config) {
        this.divergence = divergence;
        this.delta = config.delta();
    }

    @Override
    public Set<Quantity> needs() {
        return Set.of(divergence);
    }

    @Override
    public Violation test(Tensor logRatio, ObjectiveInputs inputs) {
        Tensor x = logRatio.detach().to(ScalarType.Double);
        Tensor distance = inputs.get(divergence).detach().to(ScalarType.Double);
        return Violation.constant(distance.gt(new Scalar(delta)), x, logRatio, 1);
    }
}
