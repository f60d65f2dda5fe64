package dev.kedge.train;

import dev.kedge.model.CausalAttention;
import dev.kedge.model.Decoder;
import dev.kedge.objective.TokenLogprobs;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/** The forward pass in training: log-probabilities of the completion tokens of a batch. */
final class PolicyPass {

    private final Decoder decoder;
    private final double temperature;

    /** {@code temperature} divides the logits, as it did when the completions were sampled. */
    PolicyPass(Decoder decoder, double temperature) {
        this.decoder = decoder;
        this.temperature = temperature;
    }

    /** Log-probs of the batch's {@code N} completion tokens; the caller's scope holds the graph. */
    TokenLogprobs logprobs(PaddedBatch batch) {
        return TokenLogprobs.of(
                predicting(batch),
                batch.targets(),
                decoder::logits,
                decoder.config().vocabularySize(),
                temperature);
    }

    private Tensor predicting(PaddedBatch batch) {
        Tensor hidden = decoder.hiddenStates(batch.tokens(), batch.positions(), CausalAttention.full());
        return hidden.reshape(-1, decoder.config().hiddenSize()).index_select(0, batch.predictors());
    }

    /** Log-probs of every completion token of every sequence, without gradient. */
    float[][] score(List<TrainingSequence> sequences, int tokenBudget) {
        return perToken(sequences, tokenBudget, batch -> logprobs(batch).logprobs());
    }

    /** {@code 1 − 2π + Σπ²} of every completion token of every sequence. */
    List<double[]> energies(List<TrainingSequence> sequences, int tokenBudget) {
        float[][] energies = perToken(
                sequences,
                tokenBudget,
                batch -> TokenEnergies.of(
                        predicting(batch),
                        batch.targets(),
                        decoder::logits,
                        decoder.config().vocabularySize(),
                        temperature));
        return Stream.of(energies).map(PolicyPass::widened).toList();
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** What a batch has {@code [N]} values of, as one array per sequence; without gradient. */
    private static float[][] perToken(
            List<TrainingSequence> sequences, int tokenBudget, Function<PaddedBatch, Tensor> measure) {
        float[][] scores = new float[sequences.size()][];
        try (NoGradient guard = NoGradient.open()) {
            for (List<Integer> indices : MicroBatches.of(sequences, tokenBudget)) {
                try (Scope scope = Scope.open()) {
                    List<TrainingSequence> members =
                            indices.stream().map(sequences::get).toList();
                    float[] flat = HostMemory.floats(measure.apply(PaddedBatch.of(members)));
                    int start = 0;
                    for (int i = 0; i < members.size(); i++) {
                        int length = members.get(i).completion().length;
                        scores[indices.get(i)] = java.util.Arrays.copyOfRange(flat, start, start + length);
                        start += length;
                    }
                }
            }
        }
        return scores;
    }
}
