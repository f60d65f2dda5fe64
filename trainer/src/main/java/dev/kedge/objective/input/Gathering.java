package dev.kedge.objective.input;

import dev.kedge.tensor.MaskedReduction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The way from values of tokens to one of their sequence. */
public enum Gathering {
    /** Not at all: each token has its own. */
    TOKEN {
        @Override
        public Tensor of(Tensor values, Tensor mask) {
            return values;
        }
    },
    /** The mean over counted tokens. */
    MEAN {
        @Override
        public Tensor of(Tensor values, Tensor mask) {
            return RowMean.over(values, mask);
        }
    },
    /** The sum. */
    SUM {
        @Override
        public Tensor of(Tensor values, Tensor mask) {
            return MaskedReduction.rowSum(values, mask);
        }
    },
    /** The largest. */
    MAX {
        @Override
        public Tensor of(Tensor values, Tensor mask) {
            Tensor counted = values.masked_fill(mask.logical_not(), new Scalar(Double.NEGATIVE_INFINITY));
            return counted.amax(new long[] {-1}, true);
        }
    };

    /**
     * Gathers.
     *
     * @param values {@code [B, T]}
     * @param mask bool {@code [B, T]}
     * @return {@code [B, 1]}, or {@code [B, T]} for {@link #TOKEN}
     */
    public abstract Tensor of(Tensor values, Tensor mask);
}
