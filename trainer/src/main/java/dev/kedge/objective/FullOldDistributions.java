package dev.kedge.objective;

import dev.kedge.objective.input.Quantity;
import org.bytedeco.pytorch.Scalar;
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
    public Tensor divergence(Quantity quantity, Tensor logDistribution, Tensor targets, long start) {
        Tensor old = source.logDistribution(start, logDistribution.size(0)).to(logDistribution.scalar_type());
        return divergence(quantity, old, logDistribution);
    }

    /**
     * The divergence of distributions over the same vocabulary.
     *
     * @param quantity {@code EXACT_KL}, {@code EXACT_REVERSE_KL} or {@code EXACT_TV}
     * @param old {@code log π_old}, {@code [.., V]}
     * @param now {@code log π_θ}, {@code [.., V]}
     * @return {@code [..]}, at least 0 up to rounding
     */
    public static Tensor divergence(Quantity quantity, Tensor old, Tensor now) {
        return switch (quantity) {
            case EXACT_KL -> total(old.exp().mul(old.sub(now)));
            case EXACT_REVERSE_KL -> total(now.exp().mul(now.sub(old)));
            case EXACT_TV -> total(now.exp().sub(old.exp()).abs()).mul(new Scalar(0.5));
            default -> throw new IllegalArgumentException(quantity + " is no divergence of whole distributions");
        };
    }

    private static Tensor total(Tensor perToken) {
        return perToken.sum(new long[] {-1}, false, null);
    }
}
