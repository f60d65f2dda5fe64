package dev.kedge.objective.weighting;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.RowMean;
import dev.kedge.tensor.MaskedReduction;
import org.bytedeco.pytorch.Tensor;

/** The level of the ratio between trainer and sampler that a correction looks at. */
public enum RatioLevel {
    /** The token's own. */
    TOKEN {
        @Override
        Tensor of(Tensor tokenLogRatio, Tensor mask) {
            return tokenLogRatio;
        }
    },
    /** The product over the sequence: the exact weight, whose spread grows with the length. */
    SEQUENCE {
        @Override
        Tensor of(Tensor tokenLogRatio, Tensor mask) {
            return MaskedReduction.rowSum(tokenLogRatio, mask).expand_as(tokenLogRatio);
        }
    },
    /** The geometric mean over the sequence. */
    GEOMETRIC {
        @Override
        Tensor of(Tensor tokenLogRatio, Tensor mask) {
            return RowMean.over(tokenLogRatio, mask).expand_as(tokenLogRatio);
        }
    };

    abstract Tensor of(Tensor tokenLogRatio, Tensor mask);

    /** {@code log ρ}, trainer against sampler, {@code [B, T]}. */
    Tensor logRatio(ObjectiveInputs inputs) {
        Tensor difference = inputs.oldLogprobs().sub(inputs.get(Quantity.SAMPLING_LOGPROBS));
        return of(difference, inputs.mask());
    }
}
