package dev.kedge.objective.input;

import java.util.Optional;

/** The tokens that axes of an objective choose from all of an update; {@code [sequence][token]}, 1 where chosen. */
public interface UpdateChoices {

    /**
     * The tokens that the surrogate counts.
     *
     * @param tokens every token of the update
     * @return empty if all count
     */
    Optional<double[][]> selected(UpdateTokens tokens);

    /**
     * The tokens that a proximal penalty acts on.
     *
     * @param tokens every token of the update
     * @return empty if it acts on all
     */
    Optional<double[][]> penalized(UpdateTokens tokens);
}
