package dev.kedge.objective.condition;

import dev.kedge.api.SettingException;
import dev.kedge.api.Threshold;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Positions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Bounds that depend on where a token stands: {@code −low·t^power ≤ x ≤ high·t^power} for the t-th counted token of its
 * sequence, from 1.
 *
 * <p>With {@code power = 1/2} and the product of the ratios up to the token it is CTPO, arXiv:2605.07331: a sum of t
 * independent terms spreads with √t. With {@code power = −1/2} and their geometric mean it is the same condition,
 * divided by t.
 */
public final class PositionBandCondition implements Condition {

    /**
     * The room at the first token, and how it changes.
     *
     * @param low room below, in units of x, above 0
     * @param high room above, above 0
     * @param power of the position; 0 for the same room everywhere
     */
    public record Config(@Threshold double low, @Threshold double high, double power) {

        /** CTPO's. */
        public static final Config DEFAULT = new Config(0.025, 0.05, 0.5);

        /** Checks the ranges. */
        public Config {
            if (!(low > 0) || !(high > 0)) {
                throw new IllegalArgumentException("low and high must be > 0, got " + low + " and " + high);
            }
            if (Double.isNaN(power) || Double.isInfinite(power)) {
                throw new SettingException("power", "must be finite, got " + power);
            }
        }
    }

    private final Config config;

    /**
     * A condition with bounds by position.
     *
     * @param config the bounds
     */
    public PositionBandCondition(Config config) {
        this.config = config;
    }

    @Override
    public boolean looksAtSequence() {
        return true;
    }

    @Override
    public Violation test(Tensor logRatio, ObjectiveInputs inputs) {
        Tensor room = Positions.of(inputs.mask()).pow(new Scalar(config.power()));
        return TokenIntervals.test(logRatio, room.mul(new Scalar(-config.low())), room.mul(new Scalar(config.high())));
    }
}
