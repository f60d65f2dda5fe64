package dev.kedge.objective.weighting;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.ObjectiveInputs;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code ρ} within {@code [low, high]} and 0 outside, whatever the sign of A: masked importance sampling (MIS) with
 * {@code low = 0}; IcePop, arXiv:2510.18855, with both bounds. Without {@code weigh} it is 1 inside: a rejection; at
 * the geometric level that of verl's Geo-RS.
 */
public final class MaskOutside implements Correction {

    /**
     * The bounds.
     *
     * @param low the least ratio that counts, at least 0
     * @param high the largest, above low
     * @param level whose ratio
     * @param weigh whether what counts is weighed by ρ
     */
    public record Config(double low, double high, RatioLevel level, boolean weigh) {

        /** IcePop's bounds, per token. */
        public static final Config DEFAULT = new Config(0.5, 5, RatioLevel.TOKEN, true);

        /** Checks the ranges. */
        public Config {
            if (!(low >= 0 && low < high)) {
                throw new SettingException("low", "must be in [0, high), got " + low + " and " + high);
            }
        }
    }

    private final Config config;

    /**
     * A correction.
     *
     * @param config the bounds
     */
    public MaskOutside(Config config) {
        this.config = config;
    }

    @Override
    public boolean ofSequences() {
        return config.level() != RatioLevel.TOKEN;
    }

    @Override
    public Tensor weights(ObjectiveInputs inputs) {
        Tensor ratio = config.level().logRatio(inputs).exp();
        Tensor outside = ratio.lt(new Scalar(config.low())).logical_or(ratio.gt(new Scalar(config.high())));
        Tensor inside = config.weigh() ? ratio : ratio.mul(new Scalar(0.0)).add(new Scalar(1.0));
        return inside.masked_fill(outside, new Scalar(0.0));
    }
}
