package dev.kedge.objective.weighting;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.UpdateTotals;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A constant in place of the length: {@code 1 / (sequences of the update · length)}, so that long sequences are not
 * discounted. Dr. GRPO, Liu et al. 2025, arXiv:2503.20783.
 */
public final class ConstantLength implements Aggregation {

    /**
     * The constant.
     *
     * @param length usually the limit on new tokens
     */
    public record Config(int length) {

        /** A usual limit on new tokens. */
        public static final Config DEFAULT = new Config(512);

        /** Checks the range. */
        public Config {
            if (length < 1) {
                throw new SettingException("length", "must be >= 1, got " + length);
            }
        }
    }

    private final int length;

    /**
     * An aggregation by a constant length.
     *
     * @param config the constant
     */
    public ConstantLength(Config config) {
        this.length = config.length();
    }

    @Override
    public Tensor weights(Tensor mask, Tensor like, UpdateTotals totals) {
        return mask.to(like.scalar_type()).div(new Scalar(totals.sequences() * length));
    }
}
