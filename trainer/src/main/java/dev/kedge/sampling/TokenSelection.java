package dev.kedge.sampling;

import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The choice of every row's next token from its logits and one uniform number of its own.
 *
 * <p>The distribution is {@code softmax(logits / temperature)}, of logits after a {@link RepetitionPenalty}, restricted
 * by {@link Truncation} and renormalized; at temperature 0 all of it lies on the highest logit, the lowest id among
 * equals. Sampling inverts the cumulative distribution: the first token whose cumulative probability exceeds {@code u ·
 * total}. Sums are float64 and {@code u} is a multiple of 2⁻³² below 1, so that {@code u · total < total}: a token is
 * always found, and never one of probability 0.
 */
final class TokenSelection {

    private static final long IDS_AT_ONCE = 1L << 20;

    private final double temperature;
    private final Truncation truncation;
    private final double repetitionPenalty;
    private final boolean keepsSupport;

    /**
     * A rule of choice.
     *
     * @param temperature at least 0
     * @param topK how many of the most probable tokens may be sampled; empty for all
     * @param topP in (0, 1]
     */
    TokenSelection(double temperature, OptionalInt topK, double topP) {
        this(temperature, new Truncation(topK, topP), 1, false);
    }

    /**
     * A rule of choice with a penalty.
     *
     * @param temperature at least 0
     * @param truncation what may be sampled
     * @param repetitionPenalty above 0; 1 for none
     * @param keepsSupport whether it tells which tokens could be sampled
     */
    TokenSelection(double temperature, Truncation truncation, double repetitionPenalty, boolean keepsSupport) {
        this.temperature = temperature;
        this.truncation = truncation;
        this.repetitionPenalty = repetitionPenalty;
        this.keepsSupport = keepsSupport;
    }

    /** Whether it must be told which tokens have occurred. */
    boolean isPenalized() {
        return repetitionPenalty != 1;
    }

    /** Whether it tells which tokens can be sampled, of a vocabulary of this size. */
    boolean tellsSupport(long vocabulary) {
        return keepsSupport && isRandom() && !truncation.keepsAll(vocabulary);
    }

    /** Whether a choice consumes a uniform number. */
    boolean isRandom() {
        return temperature > 0;
    }

    /**
     * Chooses.
     *
     * @param logits {@code float32 [B, V]}
     * @param uniforms in [0, 1), multiples of 2⁻³², one per row; not read at temperature 0
     * @return one token per row
     * @throws IllegalStateException if a row holds NaN or positive infinity
     */
    SelectedTokens select(Tensor logits, double[] uniforms) {
        return select(logits, uniforms, new int[uniforms.length][0]);
    }

    /**
     * Chooses, knowing what has occurred.
     *
     * @param logits {@code float32 [B, V]}
     * @param uniforms in [0, 1), multiples of 2⁻³², one per row; not read at temperature 0
     * @param seen of each row the tokens that have occurred; not read without a penalty
     * @return one token per row
     * @throws IllegalStateException if a row holds NaN or positive infinity
     */
    SelectedTokens select(Tensor logits, double[] uniforms, int[][] seen) {
        Tensor policy = logits.log_softmax(1);
        Tensor penalized = isPenalized() ? RepetitionPenalty.apply(logits, seen, repetitionPenalty) : logits;
        if (!isRandom()) {
            Tensor chosen = penalized.max(1, true).get1();
            long[] tokens = inVocabulary(chosen, logits.size(1));
            return new SelectedTokens(tokens, new float[tokens.length], chosenOf(policy, chosen));
        }
        Tensor tempered = temperature == 1.0 ? penalized : penalized.div(new Scalar(temperature));
        boolean isPolicy = temperature == 1.0 && truncation.keepsAll(logits.size(1)) && !isPenalized();
        Tensor restricted = isPolicy ? tempered : truncation.restrict(tempered);
        Tensor distribution = isPolicy ? policy : restricted.log_softmax(1);
        Tensor chosen = invertCumulative(distribution, uniforms);
        long[] tokens = inVocabulary(chosen, logits.size(1));
        float[] untempered = chosenOf(policy, chosen);
        return new SelectedTokens(
                tokens,
                isPolicy ? untempered : chosenOf(distribution, chosen),
                untempered,
                tellsSupport(logits.size(1)) ? possible(restricted) : List.of());
    }

    /** Of each row the ids that are not ruled out, ascending; a few rows at a time, as there may be many. */
    private static List<long[]> possible(Tensor restricted) {
        Tensor kept = restricted.gt(new Scalar(Double.NEGATIVE_INFINITY));
        long[] counts = HostMemory.longs(kept.sum(new long[] {1}, false, null));
        List<long[]> rows = new ArrayList<>();
        int first = 0;
        while (first < counts.length) {
            long together = counts[first];
            int end = first + 1;
            while (end < counts.length && together + counts[end] <= IDS_AT_ONCE) {
                together += counts[end++];
            }
            try (Scope scope = Scope.open()) {
                long[] ids = HostMemory.longs(
                        kept.narrow(0, first, end - first).nonzero().select(1, 1));
                int start = 0;
                for (int row = first; row < end; row++) {
                    rows.add(Arrays.copyOfRange(ids, start, start + (int) counts[row]));
                    start += (int) counts[row];
                }
            }
            first = end;
        }
        return rows;
    }

    private static Tensor invertCumulative(Tensor logprobs, double[] uniforms) {
        Tensor cumulative = logprobs.exp().to(ScalarType.Double).cumsum_(1);
        Tensor total = cumulative.narrow(1, cumulative.size(1) - 1, 1);
        Tensor threshold = HostMemory.tensor(uniforms, uniforms.length, 1).mul(total);
        return torch.searchsorted(cumulative, threshold, false, true, null, null);
    }

    private static long[] inVocabulary(Tensor chosen, long vocabulary) {
        long[] tokens = HostMemory.longs(chosen);
        for (long token : tokens) {
            if (token >= vocabulary) {
                throw notFinite();
            }
        }
        return tokens;
    }

    private static float[] chosenOf(Tensor logprobs, Tensor chosen) {
        float[] values = HostMemory.floats(logprobs.gather(1, chosen));
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw notFinite();
            }
        }
        return values;
    }

    private static IllegalStateException notFinite() {
        return new IllegalStateException(
                "the policy's logits are not finite while sampling; its weights have diverged or overflowed");
    }
}
