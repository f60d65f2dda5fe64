package dev.kedge.train.internal.pass;

import dev.kedge.model.CheckpointedPass;
import dev.kedge.model.Decoder;
import dev.kedge.objective.LogitShaping;
import dev.kedge.objective.OldDistributions;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.objective.input.Quantity;
import dev.kedge.rollout.TokenScores;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import dev.kedge.tensor.Workers;
import dev.kedge.train.internal.pass.MicroBatches.MicroBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** The forward pass in training: the policy's distributions at the completion tokens of a batch. */
public final class PolicyPass {

    /**
     * A look at what each forward pass without gradient computes, while the tensors live. Several workers may look at
     * different micro-batches at the same time.
     */
    public interface Observer {

        /**
         * Looks at a micro-batch.
         *
         * @param places of its sequences in the list that is scored
         * @param hidden {@code [N, D]}, predicts their completion tokens, one sequence behind the other
         */
        void observe(List<Integer> places, Tensor hidden);
    }

    /** The work that a pass without gradient does on a micro-batch. */
    private interface Work {

        void on(MicroBatch<TokenSequence> micro, PaddedBatch batch, Tensor hidden);
    }

    private final Decoder decoder;
    private final double temperature;
    private final boolean checkpointing;
    private final BatchLayout layout;
    private final Workers workers;

    /**
     * A pass that keeps every activation it needs for its gradient.
     *
     * @param decoder the policy
     * @param temperature divides the logits, as it did when the completions were sampled; what else sampling did, a
     *     sequence says itself
     */
    public PolicyPass(Decoder decoder, double temperature) {
        this(decoder, temperature, false, BatchLayout.ROWS);
    }

    /**
     * A pass.
     *
     * @param decoder the policy
     * @param temperature divides the logits, as it did when the completions were sampled
     * @param checkpointing whether layers are repeated in the backward pass
     * @param layout how sequences stand in what the decoder reads
     */
    public PolicyPass(Decoder decoder, double temperature, boolean checkpointing, BatchLayout layout) {
        this(decoder, temperature, checkpointing, layout, Workers.one());
    }

    /**
     * A pass whose scoring several workers share.
     *
     * @param decoder the policy
     * @param temperature divides the logits, as it did when the completions were sampled
     * @param checkpointing whether layers are repeated in the backward pass
     * @param layout how sequences stand in what the decoder reads
     * @param workers who scores
     */
    public PolicyPass(Decoder decoder, double temperature, boolean checkpointing, BatchLayout layout, Workers workers) {
        this.decoder = decoder;
        this.temperature = temperature;
        this.checkpointing = checkpointing;
        this.layout = layout;
        this.workers = workers;
    }

    /** The policy. */
    public Decoder decoder() {
        return decoder;
    }

    /** How sequences stand in what the decoder reads. */
    public BatchLayout layout() {
        return layout;
    }

    /**
     * The forward pass with gradient.
     *
     * @param batch what is read
     * @return the caller's scope holds the graph
     */
    public PolicyForward forward(PaddedBatch batch) {
        if (!checkpointing) {
            return new PolicyForward(hidden(batch), Optional.empty());
        }
        CheckpointedPass pass = decoder.checkpointed(batch.tokens(), batch.positions(), batch.attention());
        return new PolicyForward(predicting(pass.states(), batch), Optional.of(pass));
    }

    private Tensor hidden(PaddedBatch batch) {
        return predicting(decoder.hiddenStates(batch.tokens(), batch.positions(), batch.attention()), batch);
    }

    /** Of hidden states {@code [R, S, D]} those {@code [N, D]} that predict the batch's completion tokens. */
    private Tensor predicting(Tensor hidden, PaddedBatch batch) {
        return hidden.reshape(-1, decoder.config().hiddenSize()).index_select(0, batch.predictors());
    }

    /**
     * Log-probs and entropies of completion tokens.
     *
     * @param batch has N of them
     * @param hidden {@code [N, D]}, predicts them
     */
    public TokenDistributions distributions(PaddedBatch batch, Tensor hidden) {
        return distributions(batch, hidden, Set.of(), OldDistributions.NOTHING);
    }

    /**
     * The same with quantities of the whole distributions.
     *
     * @param batch has N completion tokens
     * @param hidden {@code [N, D]}, predicts them
     * @param divergences which quantities
     * @param old what is remembered of the old policy at the same tokens
     */
    public TokenDistributions distributions(
            PaddedBatch batch, Tensor hidden, Set<Quantity> divergences, OldDistributions old) {
        return TokenDistributions.of(
                hidden,
                batch.targets(),
                decoder::logits,
                decoder.config().vocabularySize(),
                SampledLogits.of(batch.sequences(), temperature),
                divergences,
                Optional.of(old));
    }

    /**
     * Whole distributions that are tempered and nothing else.
     *
     * @param hidden {@code [n, D]}
     * @return {@code log π_θ(·|s)}, {@code [n, V]}
     */
    public Tensor logDistribution(Tensor hidden) {
        return LogitShaping.tempered(temperature)
                .shaped(decoder.logits(hidden), 0)
                .log_softmax(-1);
    }

    /**
     * Whole distributions.
     *
     * @param hidden {@code [n, D]}
     * @param places the n tokens that they predict
     * @return {@code log π_θ(·|s)}, {@code [n, V]}
     */
    public Tensor logDistribution(Tensor hidden, List<TokenPlace> places) {
        return SampledLogits.at(places, temperature)
                .shaped(decoder.logits(hidden), 0)
                .log_softmax(-1);
    }

    /**
     * What makes the distributions at completion tokens of logits.
     *
     * @param sequences whose completion tokens, one sequence behind the other
     */
    public LogitShaping shaping(List<TokenSequence> sequences) {
        return SampledLogits.of(sequences, temperature);
    }

    /**
     * Log-probs and entropies of every completion token of every sequence, without gradient.
     *
     * @param sequences what to score
     * @param tokenBudget the most padded tokens in one pass
     * @return one per sequence, in order
     */
    public List<TokenScores> score(List<TokenSequence> sequences, int tokenBudget) {
        return score(sequences, tokenBudget, (places, hidden) -> {});
    }

    /**
     * The same, with a look at the hidden states.
     *
     * @param sequences what to score
     * @param tokenBudget the most padded tokens in one pass
     * @param observer looks on
     * @return one per sequence, in order
     */
    public List<TokenScores> score(List<TokenSequence> sequences, int tokenBudget, Observer observer) {
        TokenScores[] scores = new TokenScores[sequences.size()];
        pass(sequences, tokenBudget, (micro, batch, hidden) -> {
            TokenDistributions all = distributions(batch, hidden);
            List<float[]> logprobs = perSequence(all.logprobs(), micro);
            List<float[]> entropies = perSequence(all.entropies(), micro);
            for (int i = 0; i < logprobs.size(); i++) {
                scores[micro.places().get(i)] = new TokenScores(logprobs.get(i), entropies.get(i));
            }
            observer.observe(micro.places(), hidden);
        });
        return List.of(scores);
    }

    /**
     * {@code 1 − 2π + Σπ²} of every completion token of every sequence.
     *
     * @param sequences what to look at
     * @param tokenBudget the most padded tokens in one pass
     * @return one array per sequence, in order
     */
    public List<double[]> energies(List<TokenSequence> sequences, int tokenBudget) {
        double[][] energies = new double[sequences.size()][];
        pass(sequences, tokenBudget, (micro, batch, hidden) -> {
            Tensor all = TokenEnergies.of(
                    hidden,
                    batch.targets(),
                    decoder::logits,
                    decoder.config().vocabularySize(),
                    shaping(batch.sequences()));
            List<float[]> parts = perSequence(all, micro);
            for (int i = 0; i < parts.size(); i++) {
                energies[micro.places().get(i)] = widened(parts.get(i));
            }
        });
        return List.of(energies);
    }

    private void pass(List<TokenSequence> sequences, int tokenBudget, Work work) {
        List<MicroBatch<TokenSequence>> cut = layout.cut(sequences, sequence -> sequence, tokenBudget, workers.count());
        long[] costs =
                cut.stream().mapToLong(micro -> layout.width(micro.members())).toArray();
        workers.each(costs, (worker, piece) -> {
            try (NoGradient guard = NoGradient.open();
                    Scope scope = Scope.open()) {
                MicroBatch<TokenSequence> micro = cut.get(piece);
                PaddedBatch batch = layout.tensors(micro.members());
                work.on(micro, batch, hidden(batch));
            }
        });
    }

    /** {@code [N]} values, cut where sequences end. */
    private static List<float[]> perSequence(Tensor perToken, MicroBatch<TokenSequence> micro) {
        float[] flat = HostMemory.floats(perToken);
        List<float[]> parts = new ArrayList<>();
        int start = 0;
        for (TokenSequence sequence : micro.members()) {
            int end = start + sequence.completion().length;
            parts.add(Arrays.copyOfRange(flat, start, end));
            start = end;
        }
        return parts;
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
