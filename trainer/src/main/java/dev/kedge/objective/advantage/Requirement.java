package dev.kedge.objective.advantage;

/** A need of an estimator besides the rewards of a step; whoever calls it sees to it. */
public enum Requirement {
    /** At least two rollouts of each prompt: a group of one would have no advantage. */
    GROUP,
    /** The reward of the most likely completion of each prompt, sampled for this purpose alone. */
    GREEDY_REWARD,
    /** The squared length of each token's gradient in the logits, under the policy that sampled it. */
    TOKEN_ENERGIES,
    /** Rewards as the verifiers gave them, part by part: no penalty can be taken from them. */
    PLAIN_PARTS
}
