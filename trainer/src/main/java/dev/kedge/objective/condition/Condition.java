package dev.kedge.objective.condition;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * A feasibility test C(θ) on each token: how far is too far?
 *
 * <p>Decided in log space and in float64; carries no gradient.
 */
public interface Condition {

    /**
     * Tests each token.
     *
     * @param logRatio {@code [B, T]}, at the objective's level
     * @param inputs the micro-batch
     * @return where the condition is violated
     */
    Violation test(Tensor logRatio, ObjectiveInputs inputs);

    /**
     * What the test looks at beyond log-probabilities and advantages.
     *
     * @return quantities that the inputs must have
     */
    default Set<Quantity> needs() {
        return Set.of();
    }

    /**
     * Whether the condition can be violated at all.
     *
     * @return false if it allows every policy
     */
    default boolean bounded() {
        return true;
    }

    /**
     * Whether the test of a token depends on other tokens of its sequence or on its place there.
     *
     * @return false if ratio, probability, advantage and {@linkplain #needs() quantities} of the token decide
     */
    default boolean looksAtSequence() {
        return false;
    }

    /** Whether the bounds are computed anew for each update, by {@link #at}. */
    default boolean adaptive() {
        return false;
    }

    /**
     * The condition with the bounds that it takes for one update.
     *
     * @param tokens every token of the update
     * @return a condition that does not adapt; this one, if it never does
     */
    default Condition at(UpdateTokens tokens) {
        return this;
    }
}
