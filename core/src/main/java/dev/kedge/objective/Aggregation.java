package dev.kedge.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * How token losses become one number: the weight of each token in the sum. The denominators belong to the whole optimiser
 * step, so the gradient is the same for any cut into micro-batches and any padding.
 */
public interface Aggregation {

    /**
     * The weight of each token.
     *
     * @param mask bool {@code [B, T]}
     * @param like gives the type of the result
     * @param totals of the whole optimiser step
     * @return {@code [B, T]}, 0 where unmasked
     */
    Tensor weights(Tensor mask, Tensor like, StepTotals totals);

    /** Every token counts the same: {@code 1 / tokens of the step}. DAPO, Yu et al. 2025, arXiv:2503.14476, eq. 8. */
    final class TokenMean implements Aggregation {

        /** The aggregation has no settings. */
        public TokenMean() {}

        @Override
        public Tensor weights(Tensor mask, Tensor like, StepTotals totals) {
            return mask.to(like.scalar_type()).div(new Scalar(totals.tokens()));
        }
    }

    /**
     * Every sequence counts the same, its tokens share it: {@code 1 / (sequences of the step · length of the sequence)}.
     * GRPO, Shao et al. 2024, arXiv:2402.03300, eq. 3.
     */
    final class SequenceMean implements Aggregation {

        /** The aggregation has no settings. */
        public SequenceMean() {}

        @Override
        public Tensor weights(Tensor mask, Tensor like, StepTotals totals) {
            return mask.to(like.scalar_type()).div(RowMean.lengths(like, mask)).div(new Scalar(totals.sequences()));
        }
    }

    /**
     * A constant in place of the length: {@code 1 / (sequences of the step · length)}, so that long sequences are not
     * discounted. Dr. GRPO, Liu et al. 2025, arXiv:2503.20783.
     */
    final class ConstantLength implements Aggregation {

        /**
         * The constant.
         *
         * @param length usually the limit on new tokens
         */
        public record Config(int length) {

            static final Config DEFAULT = new Config(512);

            /** Checks the range. */
            public Config {
                if (length < 1) {
                    throw new IllegalArgumentException("length must be >= 1, got " + length);
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
        public Tensor weights(Tensor mask, Tensor like, StepTotals totals) {
            return mask.to(like.scalar_type()).div(new Scalar(totals.sequences() * length));
        }
    }
}
