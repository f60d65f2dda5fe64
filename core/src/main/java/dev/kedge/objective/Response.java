package dev.kedge.objective;

import org.bytedeco.pytorch.Tensor;

/** What a token contributes where the condition acts. */
public interface Response {

    /**
     * The surrogate of each token, to be maximised.
     *
     * @param terms the tokens
     * @return {@code [B, T]}, carries gradient
     */
    Tensor surrogate(SurrogateTerms terms);

    /**
     * Nothing: gradient 0. {@code where(acts, clip(w)·A, w·A)}, which for a signed interval is PPO's {@code min(w·A,
     * clip(w, l, u)·A)}, Schulman et al. 2017, arXiv:1707.06347, eq. 7.
     */
    final class Stop implements Response {

        /** The response has no settings. */
        public Stop() {}

        @Override
        public Tensor surrogate(SurrogateTerms terms) {
            return terms.clippedRatio().where(terms.acts(), terms.ratio()).mul(terms.advantages());
        }
    }

    /**
     * A constant weight: {@code sg(where(acts, clip(w), w))·A·log π_θ}, whose gradient is {@code clip(w)·A·∇log π_θ} where
     * the condition acts and {@code w·A·∇log π_θ} elsewhere. With a sign-agnostic condition it is CISPO, MiniMax 2025,
     * arXiv:2506.13585, eq. 4; with a signed one GPPO, arXiv:2508.07629.
     */
    final class Hold implements Response {

        /** The response has no settings. */
        public Hold() {}

        @Override
        public Tensor surrogate(SurrogateTerms terms) {
            Tensor weight =
                    terms.clippedRatio().where(terms.acts(), terms.ratio().detach());
            return weight.mul(terms.advantages()).mul(terms.logprobs());
        }
    }
}
