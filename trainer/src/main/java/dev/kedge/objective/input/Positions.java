package dev.kedge.objective.input;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The places of tokens in their sequences. */
public final class Positions {

    private Positions() {}

    /**
     * How many counted tokens a sequence has up to each token, this one included.
     *
     * @param mask bool {@code [B, T]}
     * @return float64 {@code [B, T]}, 1 at the first counted token; at least 1 everywhere
     */
    public static Tensor of(Tensor mask) {
        return mask.to(ScalarType.Double).cumsum(-1).clamp_min(new Scalar(1.0));
    }
}
