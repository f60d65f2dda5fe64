package dev.kedge.objective.response;

import org.bytedeco.pytorch.Tensor;

/**
 * A constant weight: {@code g = clip(w)·A}. {@code sg(where(acts, clip(w), w))·A·log π_θ}. With a sign-agnostic
 * condition it is CISPO, MiniMax 2025, arXiv:2506.13585, eq. 4.
 */
public final class Hold implements Response {

    public Hold() {}

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor weight = terms.choose(terms.clippedRatio(), terms.ratio().detach());
        return weight.mul(terms.advantages()).mul(terms.logprobs());
    }
}
