package dev.kedge.objective.penalty;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * A pull back to the old policy, beside or in place of a condition: a loss per token that grows with the distance,
 * aggregated as the surrogate is.
 */
public interface ProximalPenalty {

    /**
     * The loss of each token.
     *
     * @param inputs the micro-batch
     * @return {@code [B, T]}, coefficient included; carries gradient
     */
    Tensor loss(ObjectiveInputs inputs);

    /**
     * What the penalty looks at beyond log-probabilities.
     *
     * @return quantities that the inputs must have
     */
    default Set<Quantity> needs() {
        return Set.of();
    }

    /** Whether the penalty is set anew for each update, by {@link #at} or {@link #penalized}. */
    default boolean adaptive() {
        return false;
    }

    /**
     * The penalty as it is for one update.
     *
     * @param tokens every token of the update
     * @return a penalty that does not adapt
     */
    default ProximalPenalty at(UpdateTokens tokens) {
        return this;
    }

    /**
     * Which tokens of an update are penalized, for a penalty that chooses.
     *
     * @param tokens every token of the update
     * @return 1 for a token that is, 0 for one that is not, {@code [sequence][token]}; empty if all are
     */
    default Optional<double[][]> penalized(UpdateTokens tokens) {
        return Optional.empty();
    }
}
