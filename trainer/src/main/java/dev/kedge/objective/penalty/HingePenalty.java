package dev.kedge.objective.penalty;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.UpdateTokens;
import dev.kedge.objective.level.Level;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Nothing while the update's mean divergence D is within δ, and {@code β·(D − δ)·K3} on every token beyond: the
 * gradient of a squared hinge. D is the mean of K3 over the tokens of the update. DisCO, arXiv:2505.12366.
 */
public final class HingePenalty implements ProximalPenalty {

    /**
     * The beginning of the pull and its strength.
     *
     * @param delta δ, above 0
     * @param slope β, above 0
     */
    public record Config(double delta, double slope) {

        /** The published numbers. */
        public static final Config DEFAULT = new Config(1e-4, 1e3);

        /** Checks the ranges. */
        public Config {
            if (!(delta > 0) || !(slope > 0) || Double.isInfinite(slope)) {
                throw new IllegalArgumentException(
                        "delta and slope must be > 0 and finite, got " + delta + " and " + slope);
            }
        }
    }

    private final Config config;

    /**
     * A penalty.
     *
     * @param config where it begins
     */
    public HingePenalty(Config config) {
        this.config = config;
    }

    @Override
    public boolean adaptive() {
        return true;
    }

    @Override
    public ProximalPenalty at(UpdateTokens tokens) {
        double divergence = Arrays.stream(tokens.logRatios())
                .map(x -> Math.expm1(x) - x)
                .average()
                .orElse(0);
        double coefficient = Math.max(0, config.slope() * (divergence - config.delta()));
        return inputs -> {
            Tensor x = Level.bounded(inputs.tokenLogRatio());
            return x.expm1().sub(x).mul(new Scalar(coefficient));
        };
    }

    @Override
    public Tensor loss(ObjectiveInputs inputs) {
        throw new IllegalStateException("a penalty that adapts is evaluated at(update tokens)");
    }
}
