package dev.kedge.objective.level;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.tensor.MaskedReduction;
import org.bytedeco.pytorch.Tensor;

/**
 * The ratio of the whole sequence, the same at each of its tokens: {@code x = Σ_t x_t}. The exact importance ratio of a
 * completion, whose spread grows with its length. RLOO, Ahmadian et al. 2024, arXiv:2402.14740; VESPO,
 * arXiv:2602.10693.
 */
public final class SequenceProduct implements Level {

    public SequenceProduct() {}

    @Override
    public Tensor logRatio(ObjectiveInputs inputs) {
        Tensor tokenLogRatio = inputs.tokenLogRatio();
        return MaskedReduction.rowSum(tokenLogRatio, inputs.mask()).expand_as(tokenLogRatio);
    }
}
