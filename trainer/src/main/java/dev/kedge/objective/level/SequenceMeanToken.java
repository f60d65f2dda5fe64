package dev.kedge.objective.level;

import dev.kedge.objective.input.ObjectiveInputs;
import org.bytedeco.pytorch.Tensor;

/**
 * The value of the sequence's geometric mean with the gradient of the token's own log-probability: {@code w =
 * sg(s)·π_θ/sg(π_θ)}. With one advantage per sequence the same gradient as {@link SequenceGeometricMean}, but
 * advantages may differ from token to token. GSPO-token, Zheng et al. 2025, arXiv:2507.18071, eq. 14.
 */
public final class SequenceMeanToken implements Level {

    private static final SequenceGeometricMean SEQUENCE = new SequenceGeometricMean();

    public SequenceMeanToken() {}

    @Override
    public Tensor logRatio(ObjectiveInputs inputs) {
        Tensor logprobs = inputs.logprobs();
        return SEQUENCE.logRatio(inputs).detach().add(logprobs).sub(logprobs.detach());
    }
}
