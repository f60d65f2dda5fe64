package dev.kedge.sampling;

import dev.kedge.tensor.HostMemory;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The choice of every row's next token from its logits and one uniform number of its own.
 *
 * <p>The distribution is {@code softmax(logits / temperature)}, restricted by {@link Truncation} and renormalized; at
 * temperature 0 all of it lies on the highest logit, the lowest id among equals. Sampling inverts the cumulative
 * distribution: the first token whose cumulative probability exceeds {@code u · total}. Sums are float64 and {@code u}
 * is a multiple of 2⁻³² below 1, so that {@code u · total < total}: a token is always found, and never one of
 * probability 0.
 */
final class TokenSelection {

    private final double temperature;
    private final Truncation truncation;

    /**
     * A rule of choice.
     *
     * @param temperature at least 0
     * @param topK how many of the most probable tokens may be sampled; empty for all
     * @param topP in (0, 1]
     */
    TokenSelection(double temperature, OptionalInt topK, double topP) {
        this.temperature = temperature;
        this.truncation = new Truncation(topK, topP);
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
        Tensor policy = logits.log_softmax(1);
        if (!isRandom()) {
            Tensor chosen = logits.max(1, true).get1();
            long[] tokens = inVocabulary(chosen, logits.size(1));
            return new SelectedTokens(tokens, new float[tokens.length], chosenOf(policy, chosen));
        }
        Tensor tempered = temperature == 1.0 ? logits : logits.div(new Scalar(temperature));
        boolean isPolicy = temperature == 1.0 && truncation.keepsAll(logits.size(1));
        Tensor distribution = isPolicy ? policy : truncation.restrict(tempered).log_softmax(1);
        Tensor chosen = invertCumulative(distribution, uniforms);
        long[] tokens = inVocabulary(chosen, logits.size(1));
        float[] untempered = chosenOf(policy, chosen);
        return new SelectedTokens(tokens, isPolicy ? untempered : chosenOf(distribution, chosen), untempered);
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
