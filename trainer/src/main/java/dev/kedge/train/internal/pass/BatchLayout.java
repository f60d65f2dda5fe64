package dev.kedge.train.internal.pass;

import dev.kedge.rollout.TokenSequence;
import dev.kedge.train.internal.pass.MicroBatches.MicroBatch;
import java.util.List;
import java.util.function.Function;

/**
 * The arrangement of sequences in what the decoder reads. Log-probabilities and gradients are the same, up to rounding.
 */
public enum BatchLayout {

    /** Each sequence is a row, prompt and completion, padded to the longest. */
    ROWS {
        @Override
        public <T> List<MicroBatch<T>> cut(List<T> all, Function<? super T, TokenSequence> sequence, int tokenBudget) {
            return MicroBatches.of(all, each -> sequence.apply(each).length(), tokenBudget);
        }

        @Override
        public PaddedBatch tensors(List<TokenSequence> sequences) {
            return PaddedBatch.of(sequences);
        }
    },

    /** All sequences are one row, in which sequences with the same prompt have it once. */
    SHARED_PROMPTS {
        @Override
        public <T> List<MicroBatch<T>> cut(List<T> all, Function<? super T, TokenSequence> sequence, int tokenBudget) {
            return SharedPrompts.cut(all, sequence, tokenBudget);
        }

        @Override
        public PaddedBatch tensors(List<TokenSequence> sequences) {
            return SharedPrompts.tensors(sequences);
        }
    };

    /**
     * Cuts a list into micro-batches.
     *
     * @param <T> what has tokens
     * @param all what to cut
     * @param sequence the tokens of each
     * @param tokenBudget the most tokens in one micro-batch, padding included; one sequence alone may have more
     * @return each member once
     */
    public abstract <T> List<MicroBatch<T>> cut(
            List<T> all, Function<? super T, TokenSequence> sequence, int tokenBudget);

    /**
     * Tensors of a micro-batch.
     *
     * @param sequences at least one, in the order of the cut
     */
    public abstract PaddedBatch tensors(List<TokenSequence> sequences);

    /**
     * The layout that a recipe asks for.
     *
     * @param sharedPrompts the setting {@code update.shared_prompts}
     */
    public static BatchLayout of(boolean sharedPrompts) {
        return sharedPrompts ? SHARED_PROMPTS : ROWS;
    }
}
