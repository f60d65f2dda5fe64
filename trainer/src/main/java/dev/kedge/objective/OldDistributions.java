package dev.kedge.objective;

import dev.kedge.objective.input.DistributionChunk;
import dev.kedge.objective.input.LikeliestTokens;
import dev.kedge.objective.input.Quantity;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * The old policy's next-token distributions at N tokens, as far as they are kept to measure how far the policy is from
 * them.
 */
public interface OldDistributions {

    /**
     * The whole distributions at some of the tokens.
     *
     * @param start the first token
     * @param length n
     * @return {@code log π_old(·|s)}, {@code [n, V]}, no gradient
     * @throws IllegalArgumentException if they are not kept
     */
    default Tensor whole(long start, long length) {
        throw new IllegalArgumentException("whole distributions of the old policy are not kept");
    }

    /**
     * The likeliest tokens at some of the tokens.
     *
     * @param start the first token
     * @param length n
     * @throws IllegalArgumentException if they are not kept
     */
    default LikeliestTokens likeliest(long start, long length) {
        throw new IllegalArgumentException("the old policy's likeliest tokens are not kept");
    }

    /**
     * A quantity at some of the tokens.
     *
     * @param quantity one of distributions
     * @param logDistribution {@code log π_θ(·|s)} at the tokens, {@code [n, V]}; carries gradient in training
     * @param targets the sampled tokens, int64 {@code [n]}
     * @param start which of the N tokens is the first
     * @return {@code [n]}; carries gradient where {@code logDistribution} does
     */
    default Tensor divergence(Quantity quantity, Tensor logDistribution, Tensor targets, long start) {
        return quantity.at(new Chunk(this, logDistribution, targets, start));
    }

    /**
     * What is kept in one way, in the other, or in both.
     *
     * @param whole keeps whole distributions
     * @param likeliest keeps the likeliest tokens
     */
    static OldDistributions of(Optional<OldDistributions> whole, Optional<OldDistributions> likeliest) {
        return new Both(whole.orElse(NOTHING), likeliest.orElse(NOTHING));
    }

    /** Nothing is kept: enough for quantities of the policy alone. */
    OldDistributions NOTHING = new OldDistributions() {};

    /**
     * Two ways of keeping side by side.
     *
     * @param kept keeps whole distributions
     * @param top keeps the likeliest tokens
     */
    record Both(OldDistributions kept, OldDistributions top) implements OldDistributions {

        @Override
        public Tensor whole(long start, long length) {
            return kept.whole(start, length);
        }

        @Override
        public LikeliestTokens likeliest(long start, long length) {
            return top.likeliest(start, length);
        }
    }

    /**
     * Some of the N tokens.
     *
     * @param old what is kept of all
     * @param logDistribution the policy's, {@code [n, V]}
     * @param targets the sampled tokens, int64 {@code [n]}
     * @param start which of the N tokens is the first
     */
    record Chunk(OldDistributions old, Tensor logDistribution, Tensor targets, long start)
            implements DistributionChunk {

        @Override
        public Tensor oldLogDistribution() {
            return old.whole(start, logDistribution.size(0)).to(logDistribution.scalar_type());
        }

        @Override
        public LikeliestTokens likeliest() {
            return old.likeliest(start, logDistribution.size(0));
        }
    }
}
