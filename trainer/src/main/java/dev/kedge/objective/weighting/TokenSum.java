package dev.kedge.objective.weighting;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.UpdateTotals;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** A constant whatever the update holds: {@code 1 / scale}, so that a larger batch makes a larger update. */
public final class TokenSum implements Aggregation {

    /**
     * The constant.
     *
     * @param scale what the sum is divided by, above 0
     */
    public record Config(double scale) {

        /** The plain sum. */
        public static final Config DEFAULT = new Config(1);

        /** Checks the range. */
        public Config {
            if (!(scale > 0) || Double.isInfinite(scale)) {
                throw new SettingException("scale", "must be > 0 and finite, got " + scale);
            }
        }
    }

    private final double scale;

    /**
     * An aggregation by a constant.
     *
     * @param config the constant
     */
    public TokenSum(Config config) {
        this.scale = config.scale();
    }

    @Override
    public Tensor weights(Tensor mask, Tensor like, UpdateTotals totals) {
        return mask.to(like.scalar_type()).div(new Scalar(scale));
    }
}
