package dev.kedge.train;

import dev.kedge.model.Decoder;
import dev.kedge.objective.TokenLogprobs;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Log-probabilities and entropies of given token sequences, by the forward pass that training uses. */
public final class SequenceScorer {

    /** Padded tokens per forward pass. */
    private static final int TOKENS_AT_ONCE = 4096;

    private static final double NO_ADVANTAGE = 0;

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
                throw new IllegalArgumentException("prompt_tokens must be in [1, " + tokens.length
                        + "], the number of tokens, got " + promptTokens);
            }
        }

        private TrainingSequence split() {
            return new TrainingSequence(
                    Arrays.copyOf(tokens, promptTokens),
                    Arrays.copyOfRange(tokens, promptTokens, tokens.length),
                    NO_ADVANTAGE);
        }
    }

    /**
     * What the model says about the tokens after a prompt.
     *
     * @param logprobs natural log-probability of each token, untempered
     * @param entropies of the distribution that each token is judged by, in nats
     */
    public record Scores(float[] logprobs, float[] entropies) {}

    private SequenceScorer() {}

    /**
     * Scores sequences, like lengths together.
     *
     * @param decoder the model
     * @param sequences no longer than the model's positions
     * @return one per sequence, in their order
     */
    public static List<Scores> score(Decoder decoder, List<Sequence> sequences) {
        List<TrainingSequence> split = sequences.stream().map(Sequence::split).toList();
        List<Scores> scores = new ArrayList<>();
        split.forEach(sequence -> scores.add(new Scores(new float[0], new float[0])));
        PolicyPass pass = new PolicyPass(decoder, 1.0);
        try (NoGradient none = NoGradient.open()) {
            for (List<Integer> batch : MicroBatches.of(split, TOKENS_AT_ONCE)) {
                List<Integer> indices = batch.stream()
                        .filter(index -> split.get(index).completion().length > 0)
                        .toList();
                if (!indices.isEmpty()) {
                    score(pass, indices, split, scores);
                }
            }
        }
        return scores;
    }

    private static void score(
            PolicyPass pass, List<Integer> indices, List<TrainingSequence> sequences, List<Scores> scores) {
        try (Scope scope = Scope.open()) {
            TokenLogprobs all = pass.logprobs(
                    PaddedBatch.of(indices.stream().map(sequences::get).toList()));
            float[] logprobs = HostMemory.floats(all.logprobs());
            float[] entropies = HostMemory.floats(all.entropies());
            int start = 0;
            for (int index : indices) {
                int end = start + sequences.get(index).completion().length;
                scores.set(
                        index,
                        new Scores(
                                Arrays.copyOfRange(logprobs, start, end), Arrays.copyOfRange(entropies, start, end)));
                start = end;
            }
        }
    }
}
