package dev.kedge.objective;

/**
 * A way to take from each token's surrogate a term whose share of the gradient is known exactly, so that less is left
 * to chance or a bias is gone.
 */
public interface ControlVariate {

    /**
     * The term for one surrogate.
     *
     * @param surrogate what it is taken from
     * @return reused for every update
     * @throws dev.kedge.api.SettingException if it cannot be formed for this surrogate
     */
    ControlTerm term(PolicySurrogate surrogate);
}
