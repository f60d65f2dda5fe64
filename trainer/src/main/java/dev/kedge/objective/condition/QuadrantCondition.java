package dev.kedge.objective.condition;

import dev.kedge.divergence.LogInterval;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.tensor.ComputeDevice;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Two intervals, one for tokens with a positive advantage and one for tokens with a negative: four bounds, one for each
 * quadrant of (sign of A, side of 1). ABC-GRPO, arXiv:2601.03895, applies them whatever the direction of the update;
 * with {@code hold} they are the weights of DISPO, arXiv:2602.00983, and of TOPR, arXiv:2503.14286, whose positive
 * interval is the point 1.
 */
public final class QuadrantCondition implements Condition {

    /**
     * The four bounds, as ratios.
     *
     * @param lowPositive least w where {@code A > 0}, in [0, 1]
     * @param highPositive largest w where {@code A > 0}, at least 1
     * @param lowNegative least w where {@code A < 0}, in [0, 1]
     * @param highNegative largest w where {@code A < 0}, at least 1
     */
    public record Config(double lowPositive, double highPositive, double lowNegative, double highNegative) {

        /**
         * DAPO's bounds where they act, the dual clip's 3 for negative tokens that rose, and no bound for positive ones
         * that fell.
         */
        public static final Config DEFAULT = new Config(0, 1.28, 0.8, 3);

        /** Checks that both intervals contain 1. */
        public Config {
            for (double low : new double[] {lowPositive, lowNegative}) {
                if (!(low >= 0 && low <= 1)) {
                    throw new IllegalArgumentException("low_positive and low_negative must be in [0, 1], got "
                            + lowPositive + " and " + lowNegative);
                }
            }
            for (double high : new double[] {highPositive, highNegative}) {
                if (!(high >= 1)) {
                    throw new IllegalArgumentException("high_positive and high_negative must be >= 1, got "
                            + highPositive + " and " + highNegative);
                }
            }
        }
    }

    private final LogInterval positive;
    private final LogInterval negative;

    /**
     * A condition of four bounds.
     *
     * @param config the bounds
     */
    public QuadrantCondition(Config config) {
        this.positive = new LogInterval(Math.log(config.lowPositive()), Math.log(config.highPositive()));
        this.negative = new LogInterval(Math.log(config.lowNegative()), Math.log(config.highNegative()));
    }

    @Override
    public Violation test(Tensor logRatio, ObjectiveInputs inputs) {
        Tensor raised = inputs.tokenAdvantages().gt(new Scalar(0.0));
        return TokenIntervals.test(
                logRatio,
                chosen(raised, positive.logLow(), negative.logLow()),
                chosen(raised, positive.logHigh(), negative.logHigh()));
    }

    private static Tensor chosen(Tensor raised, double ifPositive, double ifNegative) {
        Tensor blank = torch.zeros_like(raised, ComputeDevice.options(ScalarType.Double), null);
        return blank.add(new Scalar(ifNegative)).masked_fill(raised, new Scalar(ifPositive));
    }
}
