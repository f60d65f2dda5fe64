package dev.kedge.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Does a violated condition act only on updates that would push further out, or on all? */
public enum Sidedness {
    /**
     * Only where the update would push further out, {@code (w − 1)·A > 0}: what {@code min(w·A, clip(w)·A)} does. A token
     * that strayed out and is being called back keeps its gradient.
     */
    SIGNED {
        @Override
        Tensor acts(Violation violation, Tensor advantages) {
            Tensor raised = violation.above().logical_and(advantages.gt(new Scalar(0.0)));
            Tensor lowered = violation.below().logical_and(advantages.lt(new Scalar(0.0)));
            return raised.logical_or(lowered);
        }
    },
    /** Wherever the condition is violated, whatever the sign of the advantage: a mask. */
    AGNOSTIC {
        @Override
        Tensor acts(Violation violation, Tensor advantages) {
            return violation.either();
        }
    };

    /** Where the condition acts: bool {@code [B, T]}. */
    abstract Tensor acts(Violation violation, Tensor advantages);
}
