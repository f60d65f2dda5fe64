package dev.kedge.train.recipe;

/** The distribution that the updates take for the policy, at each token of a completion. */
public enum TrainedDistribution {
    /**
     * The one that the token was sampled from: after repetition penalty and temperature, over the tokens that top-k,
     * top-p and min-p left. In the first update of a step the importance ratio to the sampler is 1 up to rounding.
     */
    SAMPLED,
    /** The tempered one over the whole vocabulary, whatever was sampled from; nothing is kept for it. */
    WHOLE
}
