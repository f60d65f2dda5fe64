package dev.kedge.objective.response;

import dev.kedge.objective.input.Quantity;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * The contribution of a token where the condition acts; for soft responses, everywhere.
 *
 * <p>Described by the <b>gradient weight</b> g: the token's part of the policy gradient is {@code g·∇log π_θ}. Where
 * nothing acts, {@code g = w·A} unless a response says otherwise. On-policy (w = 1) every response gives {@code g = A},
 * except where its description says so.
 */
public interface Response {

    /**
     * The surrogate of each token, to be maximized.
     *
     * @param terms the tokens
     * @return {@code [B, T]}, carries gradient
     */
    Tensor surrogate(SurrogateTerms terms);

    /**
     * What the response looks at beyond ratios and advantages.
     *
     * @return quantities that the inputs must have
     */
    default Set<Quantity> needs() {
        return Set.of();
    }

    /**
     * Whether the condition makes a difference.
     *
     * @return false for soft responses that shape every token alike
     */
    default boolean heedsCondition() {
        return true;
    }

    /**
     * Whether a token's surrogate depends on other tokens of its sequence.
     *
     * @return true for responses that are a function of whole sequences or more
     */
    default boolean looksAtSequence() {
        return false;
    }

    /** Whether what it needs takes a forward pass of the policy as it stands, before each update. */
    default boolean looksAtPolicy() {
        return false;
    }

    /** Whether all completions of a prompt must be learned from in one update. */
    default boolean needsWholeGroups() {
        return false;
    }
}
