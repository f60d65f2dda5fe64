package dev.kedge.sampling;

import dev.kedge.tensor.HostMemory;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The restriction of a distribution to its most probable tokens: first the {@code k} highest, then, of those
 * renormalized, the shortest run from the top that holds probability {@code p} (the nucleus of Holtzman et al. 2020,
 * arXiv:1904.09751), then those whose probability is at least {@code m} times that of the most probable (min-p, Nguyen
 * et al. 2024, arXiv:2407.01082).
 *
 * <p>Exactly so many tokens stay as the rule says: among equal logits at the border the lower token ids stay.
 */
final class Truncation {

    /** The nucleus of a sharp distribution lies among so many; sorting a vocabulary takes longer than all the rest. */
    private static final long FEW = 1024;

    private final OptionalInt topK;
    private final double topP;
    private final double minP;

    Truncation(OptionalInt topK, double topP) {
        this(topK, topP, 0);
    }

    Truncation(OptionalInt topK, double topP, double minP) {
        this.topK = topK;
        this.topP = topP;
        this.minP = minP;
    }

    /** Whether every token of a vocabulary of this size can be sampled. */
    boolean keepsAll(long vocabulary) {
        return !limits(vocabulary) && topP == 1.0 && minP == 0;
    }

    /**
     * Leaves only what can be sampled.
     *
     * @param logits after temperature, {@code float32 [B, V]}
     * @return {@code logits} with negative infinity for tokens that cannot be sampled; the same tensor if all can
     */
    Tensor restrict(Tensor logits) {
        Tensor highest = highest(logits);
        if (minP == 0) {
            return highest;
        }
        Tensor border = logits.max(1, true).get0().add(new Scalar(Math.log(minP)));
        return highest.masked_fill(logits.lt(border), new Scalar(Double.NEGATIVE_INFINITY));
    }

    /** What top-k and top-p leave. */
    private Tensor highest(Tensor logits) {
        long vocabulary = logits.size(1);
        if (!limits(vocabulary) && topP == 1.0) {
            return logits;
        }
        if (topP == 1.0) {
            Tensor highest = logits.topk(topK.getAsInt()).get0();
            Tensor count = HostMemory.tensor(new long[] {highest.size(1)}, 1, 1);
            return keepHighest(logits, highest.narrow(1, highest.size(1) - 1, 1), count);
        }
        if (limits(vocabulary)) {
            Tensor highest = logits.topk(topK.getAsInt()).get0();
            return keepNucleus(logits, highest, highest.softmax(1));
        }
        if (vocabulary > FEW) {
            Tensor few = logits.topk(FEW).get0();
            Tensor probabilities =
                    few.sub(logits.logsumexp(new long[] {1}, true)).exp();
            if (probabilities.sum(new long[] {1}, false, null).min().item_double() >= topP) {
                return keepNucleus(logits, few, probabilities);
            }
        }
        Tensor all = logits.sort(1, true).get0();
        return keepNucleus(logits, all, all.softmax(1));
    }

    /**
     * Keeps the shortest run from the top that holds {@code p}.
     *
     * @param descending the highest logits of each row in order, the nucleus among them
     * @param probabilities theirs
     */
    private Tensor keepNucleus(Tensor logits, Tensor descending, Tensor probabilities) {
        Tensor exact = probabilities.to(ScalarType.Double);
        Tensor before = exact.cumsum(1).sub(exact);
        // At least 1 also where NaN compares false: such a row is reported once a token of it has been chosen.
        Tensor count =
                before.lt(new Scalar(topP)).sum(new long[] {1}, true, null).clamp_min(new Scalar(1));
        return keepHighest(logits, descending.gather(1, count.sub(new Scalar(1))), count);
    }

    private boolean limits(long vocabulary) {
        return topK.isPresent() && topK.getAsInt() < vocabulary;
    }

    /**
     * Keeps everything above the border and as many of its equals, from the lowest id up, as the count has room for.
     */
    private static Tensor keepHighest(Tensor logits, Tensor border, Tensor count) {
        Tensor above = logits.gt(border);
        Tensor equal = logits.eq(border);
        Tensor room = count.sub(above.sum(new long[] {1}, true, null));
        Tensor kept = above.logical_or(equal.logical_and(equal.cumsum(1).le(room)));
        return logits.masked_fill(kept.logical_not(), new Scalar(Double.NEGATIVE_INFINITY));
    }
}
