package dev.kedge.train;

import dev.kedge.api.SettingException;
import dev.kedge.model.Decoder;
import dev.kedge.rollout.TokenScores;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.train.internal.pass.PolicyPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Log-probabilities and entropies of given token sequences, by the forward pass that training uses. */
public final class SequenceScorer {

    /** Padded tokens per forward pass. */
    private static final int TOKENS_AT_ONCE = 4096;

    /**
     * A sequence to score.
     *
     * @param tokens ids, each in the vocabulary
     * @param promptTokens how many of them are only read, at least 1: nothing predicts a first token
     */
    public record Sequence(int[] tokens, int promptTokens) {

        /** Checks that the prompt is a part of the sequence. */
        public Sequence {
            if (promptTokens < 1 || promptTokens > tokens.length) {
                throw new SettingException(
                        "promptTokens",
                        "must be in [1, " + tokens.length + "], the number of tokens, got " + promptTokens);
            }
        }

        private TokenSequence split() {
            return new TokenSequence(
                    Arrays.copyOf(tokens, promptTokens), Arrays.copyOfRange(tokens, promptTokens, tokens.length));
        }
    }

    private SequenceScorer() {}

    /**
     * TokenScores sequences, like lengths together.
     *
     * @param decoder the model
     * @param sequences no longer than the model's positions
     * @return one per sequence, in their order
     */
    public static List<TokenScores> score(Decoder decoder, List<Sequence> sequences) {
        List<Integer> completed = IntStream.range(0, sequences.size())
                .filter(index -> sequences.get(index).tokens().length
                        > sequences.get(index).promptTokens())
                .boxed()
                .toList();
        List<TokenScores> scored = new PolicyPass(decoder, 1.0)
                .score(
                        completed.stream()
                                .map(index -> sequences.get(index).split())
                                .toList(),
                        TOKENS_AT_ONCE);
        List<TokenScores> scores =
                new ArrayList<>(Collections.nCopies(sequences.size(), new TokenScores(new float[0], new float[0])));
        for (int i = 0; i < scored.size(); i++) {
            scores.set(completed.get(i), scored.get(i));
        }
        return scores;
    }
}
