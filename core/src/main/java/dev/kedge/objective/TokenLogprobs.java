package dev.kedge.objective;

import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.Joining;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Log-probabilities of given tokens from hidden states, with the vocabulary projection done in chunks of tokens.
 *
 * <p>{@code [tokens × vocabulary]} never stands in memory for the whole batch: each chunk's logits are reduced to one
 * log-probability and one entropy per token and released. The result is a leaf. {@link #backward()} takes the gradient
 * that has reached the leaf, repeats the projection chunk by chunk, and pushes it on to the hidden states and the
 * projection's weight: one extra projection, memory independent of the batch.
 */
public final class TokenLogprobs {

    /** Elements of logits per chunk: 2^24 float32 are 64 MiB. */
    private static final long CHUNK_ELEMENTS = 1L << 24;

    private final Tensor hidden;
    private final Tensor targets;
    private final UnaryOperator<Tensor> projection;
    private final double temperature;
    private final long chunkTokens;
    private final Tensor logprobs;
    private final Tensor entropies;

    private TokenLogprobs(
            Tensor hidden, Tensor targets, UnaryOperator<Tensor> projection, double temperature, long chunkTokens) {
        this.hidden = hidden;
        this.targets = targets;
        this.projection = projection;
        this.temperature = temperature;
        this.chunkTokens = chunkTokens;
        List<Tensor> logprobChunks = new ArrayList<>();
        List<Tensor> entropyChunks = new ArrayList<>();
        try (NoGradient guard = NoGradient.open()) {
            for (long start = 0; start < hidden.size(0); start += chunkTokens) {
                try (Scope scope = Scope.open()) {
                    long length = Math.min(chunkTokens, hidden.size(0) - start);
                    Tensor logDistribution = logDistribution(hidden.narrow(0, start, length));
                    logprobChunks.add(scope.keep(ofTargets(logDistribution, start, length)));
                    entropyChunks.add(scope.keep(entropy(logDistribution)));
                }
            }
            this.entropies = Joining.concatenate(entropyChunks, 0);
        }
        this.logprobs = Autograd.leaf(Joining.concatenate(logprobChunks, 0));
    }

    /**
     * Computes log-probabilities and entropies.
     *
     * @param hidden the final hidden state that predicts each token, {@code [N, D]}, N at least 1; carries gradient in
     *     training
     * @param targets the tokens, int64 {@code [N]}
     * @param projection hidden states {@code [n, D]} to logits float32 {@code [n, V]}
     * @param vocabularySize V
     * @param temperature divides the logits, positive; 1 for the policy itself
     * @return log-probabilities and entropies of the tempered distribution
     */
    public static TokenLogprobs of(
            Tensor hidden, Tensor targets, UnaryOperator<Tensor> projection, long vocabularySize, double temperature) {
        long chunkTokens = Math.max(1, CHUNK_ELEMENTS / vocabularySize);
        return new TokenLogprobs(hidden, targets, projection, temperature, chunkTokens);
    }

    static TokenLogprobs inChunksOf(
            long chunkTokens, Tensor hidden, Tensor targets, UnaryOperator<Tensor> projection, double temperature) {
        return new TokenLogprobs(hidden, targets, projection, temperature, chunkTokens);
    }

    /**
     * Natural log-probability of each token.
     *
     * @return float32 {@code [N]}, a leaf: a backward pass from here stops at it, and {@link #backward()} goes on
     */
    public Tensor logprobs() {
        return logprobs;
    }

    /**
     * The entropy of the distribution each token was drawn from, in nats.
     *
     * @return float32 {@code [N]}, no gradient
     */
    public Tensor entropies() {
        return entropies;
    }

    /** Pushes the gradient of {@link #logprobs()} on to the hidden states and whatever the projection uses. */
    public void backward() {
        Tensor outputGradient = Autograd.gradient(logprobs);
        List<Tensor> hiddenGradients = new ArrayList<>();
        for (long start = 0; start < hidden.size(0); start += chunkTokens) {
            try (Scope scope = Scope.open()) {
                long length = Math.min(chunkTokens, hidden.size(0) - start);
                Tensor chunk = Autograd.leaf(hidden.narrow(0, start, length));
                Tensor chunkLogprobs = ofTargets(logDistribution(chunk), start, length);
                Autograd.backward(chunkLogprobs, outputGradient.narrow(0, start, length));
                hiddenGradients.add(scope.keep(Autograd.gradient(chunk)));
            }
        }
        Autograd.backward(hidden, Joining.concatenate(hiddenGradients, 0));
    }

    private Tensor logDistribution(Tensor chunk) {
        Tensor logits = projection.apply(chunk);
        Tensor tempered = temperature == 1 ? logits : logits.div(new Scalar(temperature));
        return tempered.log_softmax(-1);
    }

    private Tensor ofTargets(Tensor logDistribution, long start, long length) {
        Tensor chunkTargets = targets.narrow(0, start, length).unsqueeze(-1);
        return logDistribution.gather(-1, chunkTargets).squeeze(-1);
    }

    private static Tensor entropy(Tensor logDistribution) {
        return logDistribution
                .exp()
                .mul(logDistribution)
                .sum(new long[] {-1}, false, null)
                .neg();
    }
}
