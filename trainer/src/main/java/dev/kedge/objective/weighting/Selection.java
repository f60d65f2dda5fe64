package dev.kedge.objective.weighting;

import dev.kedge.objective.input.UpdateTokens;

/** The tokens of an update that the surrogate counts; the others have weight 0 in it. Penalties see every token. */
public interface Selection {

    /**
     * Chooses among the tokens of an update.
     *
     * @param tokens every token of the update
     * @param stopped where a condition acts already, flat, in order; empty unless {@link #looksAtPolicy()}
     * @return 1 for a token that counts, 0 for one that does not; {@code [sequence][token]}
     */
    double[][] select(UpdateTokens tokens, boolean[] stopped);

    /**
     * Whether the choice looks at the policy as it stands, which costs a forward pass before the update.
     *
     * @return false if the old policy's quantities suffice
     */
    boolean looksAtPolicy();
}
