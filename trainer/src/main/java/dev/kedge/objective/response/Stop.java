package dev.kedge.objective.response;

import org.bytedeco.pytorch.Tensor;

/**
 * Nothing more: {@code g = 0}. {@code where(acts, clip(w)·A, w·A)}, which for a signed interval is PPO's
 * {@code min(w·A, clip(w, l, u)·A)}, Schulman et al. 2017, arXiv:1707.06347, eq. 7.
 */
public final class Stop implements Response {

    public Stop() {}

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        return terms.choose(terms.clippedRatio(), terms.ratio()).mul(terms.advantages());
    }
}
