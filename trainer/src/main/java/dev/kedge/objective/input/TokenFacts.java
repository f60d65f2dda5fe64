package dev.kedge.objective.input;

/** The facts about the tokens of one completion before an update's first backward pass; one value per token. */
public interface TokenFacts {

    /** Natural log-probabilities under the distribution the tokens were sampled from. */
    float[] samplingLogprobs();

    /** Natural log-probabilities under the old policy. */
    float[] oldLogprobs();

    /** Entropies of the old policy's next-token distributions, in nats. */
    float[] oldEntropies();

    /** Natural log-probabilities under the frozen reference policy; none if there is none. */
    float[] referenceLogprobs();
}
