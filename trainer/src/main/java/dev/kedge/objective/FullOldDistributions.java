package dev.kedge.objective;

import dev.kedge.objective.input.Quantity;
import org.bytedeco.pytorch.Tensor;

/**
 * The old distributions over the whole vocabulary, made anew for each chunk from the old final hidden states and a copy
 * of the old projection: {@code N·D} numbers are kept in place of {@code N·V}.
 */
public final class FullOldDistributions implements OldDistributions {

    /** The maker of the old distributions of some tokens. */
    @FunctionalInterface
    public interface Source {

        /**
         * The old distributions.
         *
         * @param start the first token
         * @param length how many
         * @return {@code log π_old(·|s)}, {@code [length, V]}, no gradient
         */
        Tensor logDistribution(long start, long length);
    }

    private final Source source;

    /**
     * Old distributions.
     *
     * @param source makes them
     */
    public FullOldDistributions(Source source) {
        this.source = source;
    }

    @Override
    public Tensor whole(long start, long length) {
        return source.logDistribution(start, length);
    }

    /**
     * The divergence of distributions over the same vocabulary.
     *
     * @param quantity one for which only whole distributions must be remembered, and that looks at no sampled token
     * @param old {@code log π_old}, {@code [.., V]}
     * @param now {@code log π_θ}, {@code [.., V]}
     * @return {@code [..]}, at least 0 up to rounding
     */
    public static Tensor divergence(Quantity quantity, Tensor old, Tensor now) {
        return new FullOldDistributions((start, length) -> old).divergence(quantity, now, old, 0);
    }
}
