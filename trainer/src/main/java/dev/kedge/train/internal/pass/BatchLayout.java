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

        @Override
        long width(List<TokenSequence> sequences) {
            return sequences.size()
                    * (long) sequences.stream()
                            .mapToInt(sequence -> PaddedBatch.roundedUp(sequence.length()))
                            .max()
                            .orElse(0);
        }
    },

    /** All sequences are one row, in which what prompts or completions of one prompt begin with alike stands once. */
    SHARED_PROMPTS {
        @Override
        public <T> List<MicroBatch<T>> cut(List<T> all, Function<? super T, TokenSequence> sequence, int tokenBudget) {
            return SharedPrompts.cut(all, sequence, tokenBudget);
        }

        @Override
        public PaddedBatch tensors(List<TokenSequence> sequences) {
            return SharedPrompts.tensors(sequences);
        }

        @Override
        long width(List<TokenSequence> sequences) {
            return SharedPrompts.width(sequences);
        }
    };

    private static final double FURTHER_SLACK = 1.1;

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
     * Cuts a list into micro-batches that several workers have an equal share of, as far as that can be: as many rounds
     * as the budget asks for, and in each a micro-batch for every worker.
     *
     * @param <T> what has tokens
     * @param all what to cut
     * @param sequence the tokens of each
     * @param tokenBudget the most tokens in one micro-batch, padding included; one sequence alone may have more
     * @param workers at least 1; with 1 it is {@link #cut(List, Function, int)}
     * @return each member once
     */
    public <T> List<MicroBatch<T>> cut(
            List<T> all, Function<? super T, TokenSequence> sequence, int tokenBudget, int workers) {
        List<MicroBatch<T>> whole = cut(all, sequence, tokenBudget);
        int wanted = (whole.size() + workers - 1) / workers * workers;
        if (wanted == whole.size()) {
            return whole;
        }
        long tokens = whole.stream().mapToLong(micro -> width(micro, sequence)).sum();
        for (double slack = 1; slack * tokens < (double) wanted * tokenBudget; slack *= FURTHER_SLACK) {
            List<MicroBatch<T>> even = cut(all, sequence, (int) Math.ceil(slack * tokens / wanted));
            if (even.size() <= wanted) {
                return even;
            }
        }
        return whole;
    }

    /**
     * How many tokens a micro-batch has, padding included.
     *
     * @param <T> what has tokens
     * @param micro of this layout's cut
     * @param sequence the tokens of each
     */
    public <T> long width(MicroBatch<T> micro, Function<? super T, TokenSequence> sequence) {
        return width(micro.members().stream().map(sequence).toList());
    }

    /** How many tokens {@link #tensors} makes of these, padding included. */
    abstract long width(List<TokenSequence> sequences);

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
