package dev.kedge.train.pass;

import dev.kedge.model.CausalAttention;
import dev.kedge.model.CheckpointedPass;
import dev.kedge.model.Decoder;
import dev.kedge.objective.OldDistributions;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.objective.input.Quantity;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The forward pass in training: the policy's distributions at the completion tokens of a batch. */
public final class PolicyPass {

    /** Is told what each forward pass without gradient computed, while the tensors live. */
    public interface Observer {

        /**
         * {@code indices} are of the sequences of the batch, {@code hidden} {@code [N, D]} predicts their completion
         * tokens.
         */
        void observe(List<Integer> indices, PaddedBatch batch, Tensor hidden);
    }

    private final Decoder decoder;
    private final double temperature;
    private final boolean checkpointing;

    /** A pass that keeps every activation it needs for its gradient. */
    public PolicyPass(Decoder decoder, double temperature) {
        this(decoder, temperature, false);
    }

    /**
     * {@code temperature} divides the logits, as it did when the completions were sampled; {@code checkpointing}
     * repeats layers.
     */
    public PolicyPass(Decoder decoder, double temperature, boolean checkpointing) {
        this.decoder = decoder;
        this.temperature = temperature;
        this.checkpointing = checkpointing;
    }

    /** The forward pass with gradient; the caller's scope holds the graph. */
    public PolicyForward forward(PaddedBatch batch) {
        if (!checkpointing) {
            return new PolicyForward(hidden(batch), Optional.empty());
        }
        CheckpointedPass pass = decoder.checkpointed(batch.tokens(), batch.positions(), CausalAttention.full());
        return new PolicyForward(predicting(pass.states(), batch), Optional.of(pass));
    }

    private Tensor hidden(PaddedBatch batch) {
        return predicting(decoder.hiddenStates(batch.tokens(), batch.positions(), CausalAttention.full()), batch);
    }

    /** Of hidden states {@code [B, S, D]} those {@code [N, D]} that predict the batch's completion tokens. */
    private Tensor predicting(Tensor hidden, PaddedBatch batch) {
        return hidden.reshape(-1, decoder.config().hiddenSize()).index_select(0, batch.predictors());
    }

    /** Log-probs and entropies of the batch's {@code N} completion tokens. */
    public TokenDistributions distributions(PaddedBatch batch, Tensor hidden) {
        return distributions(batch, hidden, Set.of(), Optional.empty());
    }

    /** The same with divergences from the old policy. */
    public TokenDistributions distributions(
            PaddedBatch batch, Tensor hidden, Set<Quantity> divergences, Optional<OldDistributions> old) {
        return TokenDistributions.of(
                hidden,
                batch.targets(),
                decoder::logits,
                decoder.config().vocabularySize(),
                temperature,
                divergences,
                old);
    }

    /** {@code log π_θ(·|s)}, {@code [n, V]}, of hidden states {@code [n, D]}. */
    public Tensor logDistribution(Tensor hidden) {
        return tempered(decoder.logits(hidden));
    }

    /** Logits to log-probabilities at the pass's temperature. */
    public Tensor tempered(Tensor logits) {
        return (temperature == 1 ? logits : logits.div(new Scalar(temperature))).log_softmax(-1);
    }

    /** Log-probs and entropies of every completion token of every sequence, without gradient. */
    public List<SequenceScorer.Scores> score(List<TrainingSequence> sequences, int tokenBudget) {
        return score(sequences, tokenBudget, (indices, batch, hidden) -> {});
    }

    /** The same, with a look at the hidden states. */
    public List<SequenceScorer.Scores> score(List<TrainingSequence> sequences, int tokenBudget, Observer observer) {
        float[][] logprobs = new float[sequences.size()][];
        float[][] entropies = new float[sequences.size()][];
        pass(sequences, tokenBudget, (indices, batch, hidden) -> {
            TokenDistributions all = distributions(batch, hidden);
            distribute(all.logprobs(), indices, sequences, logprobs);
            distribute(all.entropies(), indices, sequences, entropies);
            observer.observe(indices, batch, hidden);
        });
        return IntStream.range(0, sequences.size())
                .mapToObj(i -> new SequenceScorer.Scores(logprobs[i], entropies[i]))
                .toList();
    }

    /** {@code 1 − 2π + Σπ²} of every completion token of every sequence. */
    public List<double[]> energies(List<TrainingSequence> sequences, int tokenBudget) {
        float[][] energies = new float[sequences.size()][];
        pass(
                sequences,
                tokenBudget,
                (indices, batch, hidden) -> distribute(
                        TokenEnergies.of(
                                hidden,
                                batch.targets(),
                                decoder::logits,
                                decoder.config().vocabularySize(),
                                temperature),
                        indices,
                        sequences,
                        energies));
        return Stream.of(energies).map(PolicyPass::widened).toList();
    }

    private void pass(List<TrainingSequence> sequences, int tokenBudget, Observer observer) {
        try (NoGradient guard = NoGradient.open()) {
            for (List<Integer> indices : MicroBatches.of(sequences, tokenBudget)) {
                try (Scope scope = Scope.open()) {
                    PaddedBatch batch =
                            PaddedBatch.of(indices.stream().map(sequences::get).toList());
                    observer.observe(indices, batch, hidden(batch));
                }
            }
        }
    }

    /** Gives each sequence its part of {@code [N]} values. */
    private static void distribute(
            Tensor perToken, List<Integer> indices, List<TrainingSequence> sequences, float[][] target) {
        float[] flat = HostMemory.floats(perToken);
        int start = 0;
        for (int index : indices) {
            int end = start + sequences.get(index).completion().length;
            target[index] = Arrays.copyOfRange(flat, start, end);
            start = end;
        }
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
