package dev.kedge.objective.condition;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The updates on which a violated condition acts: those that would push further out, or all. */
public enum Sidedness {
    /**
     * Only where the update would push further out, {@code (w − 1)·A > 0}: what {@code min(w·A, clip(w)·A)} does. A
     * token that strayed out and is being called back keeps its gradient.
     */
    SIGNED {
        @Override
        public Tensor acts(Violation violation, Tensor advantages) {
            Tensor outward = violation.direction().mul(advantages).gt(new Scalar(0.0));
            return violation.violated().logical_and(outward);
        }
    },
    /** Wherever the condition is violated, whatever the sign of the advantage: a mask. */
    AGNOSTIC {
        @Override
        public Tensor acts(Violation violation, Tensor advantages) {
            return violation.violated();
        }
    };

    /**
     * Where the condition acts.
     *
     * @param violation where it is violated
     * @param advantages {@code [B, T]}
     * @return bool {@code [B, T]}
     */
    public abstract Tensor acts(Violation violation, Tensor advantages);
}
