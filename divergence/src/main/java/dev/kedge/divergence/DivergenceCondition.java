package dev.kedge.divergence;

/**
 * The feasibility test C(θ) of the unified clipping objective {@code J = E[min(w·A, clip_C(w)·A)]}: how far is too far,
 * for this token?
 *
 * <p>A token is feasible while its divergence is at most {@link #threshold()}. Conditions differ in what they must know
 * to tell; each kind is a sub-interface. Wu et al. 2026, arXiv:2602.05494.
 */
public sealed interface DivergenceCondition permits RatioCondition, ProbabilityCondition {

    /** Name, formula and origin. */
    Definition definition();

    /**
     * The largest divergence that is still allowed.
     *
     * @return {@code δ > 0}; {@code +Infinity} if nothing is ever too far
     */
    double threshold();
}
