package dev.kedge.objective.penalty;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.level.Level;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** {@code coefficient} times a distance of each token from the old policy. */
public final class DistancePenalty implements ProximalPenalty {

    /** The distance, of {@code x = log w} or of the whole distribution. */
    public enum Distance {
        /** {@code ½ x²}: Kimi k1.5, arXiv:2501.12599 (the coefficient is its β); gradient {@code x·∇log π_θ}. */
        K2,
        /** {@code w − 1 − x}, an estimate of {@code KL(π_old‖π_θ)}; gradient {@code (w − 1)·∇log π_θ}. */
        K3,
        /** {@code (w − 1)²}: R2VPO, arXiv:2601.03320, without its dual ascent; CFPO, arXiv:2601.22801. */
        SQUARED_RATIO,
        /** {@code KL(π_old ‖ π_θ)} over the whole vocabulary: the penalty form of PPO, arXiv:1707.06347, eq. 8. */
        EXACT_KL
    }

    /**
     * The strength of the pull.
     *
     * @param coefficient above 0
     */
    public record Config(double coefficient) {

        /** A mild pull. */
        public static final Config DEFAULT = new Config(0.1);

        /** Checks the range. */
        public Config {
            if (!(coefficient > 0) || Double.isInfinite(coefficient)) {
                throw new SettingException("coefficient", "must be > 0 and finite, got " + coefficient);
            }
        }
    }

    private final Distance distance;
    private final double coefficient;

    /**
     * A penalty.
     *
     * @param distance from the old policy
     * @param config its strength
     */
    public DistancePenalty(Distance distance, Config config) {
        this.distance = distance;
        this.coefficient = config.coefficient();
    }

    @Override
    public Set<Quantity> needs() {
        return distance == Distance.EXACT_KL ? Set.of(Quantity.EXACT_KL) : Set.of();
    }

    @Override
    public Tensor loss(ObjectiveInputs inputs) {
        Tensor x = Level.bounded(inputs.tokenLogRatio());
        Tensor value = switch (distance) {
            case K2 -> x.square().mul(new Scalar(0.5));
            case K3 -> x.expm1().sub(x);
            case SQUARED_RATIO -> x.expm1().square();
            case EXACT_KL -> inputs.get(Quantity.EXACT_KL);
        };
        return value.mul(new Scalar(coefficient));
    }
}
