package dev.kedge.objective;

import org.bytedeco.pytorch.Tensor;

/**
 * Where a condition does not hold, and what its clip leaves of the ratio there.
 *
 * @param below bool {@code [B, T]}: violated by a token whose probability fell, {@code w < 1}
 * @param above bool {@code [B, T]}: violated by a token whose probability rose, {@code w > 1}
 * @param clippedRatio {@code clip_C(w)}, {@code [B, T]}, no gradient: the nearest bound where violated, w elsewhere
 */
public record Violation(Tensor below, Tensor above, Tensor clippedRatio) {

    /**
     * Violated on either side.
     *
     * @return bool {@code [B, T]}
     */
    public Tensor either() {
        return below.logical_or(above);
    }
}
