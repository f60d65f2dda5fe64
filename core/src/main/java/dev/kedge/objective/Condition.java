package dev.kedge.objective;

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
     * @return where the condition is violated
     */
    Violation test(Tensor logRatio);
}
