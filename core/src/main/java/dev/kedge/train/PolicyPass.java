package dev.kedge.train;

import dev.kedge.model.CausalAttention;
import dev.kedge.model.Decoder;
import dev.kedge.objective.TokenLogprobs;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.List;
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
        Tensor hidden = decoder.hiddenStates(batch.tokens(), batch.positions(), CausalAttention.full());
        Tensor predicting = hidden.reshape(-1, decoder.config().hiddenSize()).index_select(0, batch.predictors());
        return TokenLogprobs.of(
                predicting, batch.targets(), decoder::logits, decoder.config().vocabularySize(), temperature);
    }

    /** Log-probs of every completion token of every sequence, without gradient. */
    float[][] score(List<TrainingSequence> sequences, int tokenBudget) {
        float[][] scores = new float[sequences.size()][];
        try (NoGradient guard = NoGradient.open()) {
            for (List<Integer> indices : MicroBatches.of(sequences, tokenBudget)) {
                try (Scope scope = Scope.open()) {
                    List<TrainingSequence> members =
                            indices.stream().map(sequences::get).toList();
                    float[] flat =
                            HostMemory.floats(logprobs(PaddedBatch.of(members)).logprobs());
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
