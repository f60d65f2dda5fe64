package dev.kedge.objective;

import dev.kedge.objective.condition.Violation;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The ratio that is held where several conditions act on one token, whatever the order they are written in.
 *
 * <p>Of the conditions that act, those that the ratio exceeded hold the least of their bounds, those that it fell below
 * the greatest: the tightest on the violated side. One that drops the token (holds 0) wins over all. Where some were
 * exceeded and others fallen below, which conditions on a whole sequence or distribution can bring about, the bound
 * nearer to 1 is held, the lower one if both are as near.
 *
 * <p>Example: w = 1.5 under {@code |w − 1| ≤ 0.2} and {@code |w − 1| ≤ 0.1} is held at 1.1, and at 0 as soon as a
 * condition on its sequence drops it.
 */
final class HeldRatio {

    /** A condition's violations, and where of them it acts. */
    private record Acting(Violation violation, Tensor acts) {}

    private final List<Acting> all = new ArrayList<>();

    /** Takes the next condition: {@code acts} is bool {@code [B, T]}, a part of what the condition finds violated. */
    void add(Violation violation, Tensor acts) {
        all.add(new Acting(violation, acts));
    }

    /**
     * What is held where any condition acts, and w elsewhere.
     *
     * @param ratio w, {@code [B, T]}, no gradient
     */
    Tensor over(Tensor ratio) {
        if (all.size() == 1) {
            return all.get(0).violation().clippedRatio().where(all.get(0).acts(), ratio);
        }
        Tensor infinity = ratio.mul(new Scalar(0.0)).add(new Scalar(Double.POSITIVE_INFINITY));
        Tensor upper = infinity;
        Tensor lower = infinity.neg();
        Tensor dropped = ratio.lt(new Scalar(Double.NEGATIVE_INFINITY));
        for (Acting one : all) {
            Tensor bound = one.violation().clippedRatio();
            Tensor below = one.acts().logical_and(one.violation().below());
            Tensor above = one.acts().logical_and(below.logical_not());
            upper = upper.minimum(bound.where(above, infinity));
            lower = lower.maximum(bound.where(below, infinity.neg()));
            dropped = dropped.logical_or(one.acts().logical_and(bound.eq(new Scalar(0.0))));
        }
        Tensor exceeded = upper.lt(infinity);
        Tensor fallen = lower.gt(infinity.neg());
        Tensor lowerNearer = lower.log().abs().le(upper.log().abs());
        Tensor held = lower.where(fallen.logical_and(exceeded.logical_not().logical_or(lowerNearer)), upper);
        return held.where(exceeded.logical_or(fallen), ratio).masked_fill(dropped, new Scalar(0.0));
    }
}
