package dev.kedge.objective.response;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The token is left out: {@code g = 0}, as {@link Stop}, and the loss does not count it either: {@code where(acts, 0,
 * w·A)}. The masks of DPPO, arXiv:2602.04879, and of prime-rl's IPO.
 */
public final class Mask implements Response {

    public Mask() {}

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        return terms.unclipped().masked_fill(terms.acts(), new Scalar(0.0));
    }
}
