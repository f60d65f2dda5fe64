package dev.kedge.objective;

import dev.kedge.objective.input.Quantity;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * The next-token distributions at given tokens, made from hidden states with the vocabulary projection done in chunks
 * of tokens, and what is asked of them: the token's log-probability, the entropy, divergences from the old policy's.
 *
 * <p>{@code [tokens × vocabulary]} never stands in memory for the whole batch: each chunk's logits are reduced to one
 * number of each kind per token and released. The results are leaves. {@link #backward()} takes the gradients that have
 * reached them, repeats the projection chunk by chunk, and pushes them on to the hidden states and the projection's
 * weight: one extra projection, memory independent of the batch.
 */
public final class TokenDistributions {

    /**
     * Elements of logits per chunk that are a good size: 2^22 float32 are 16 MiB, which the allocator reuses; larger
     * blocks come fresh from the system each time, and clearing their pages took a third of an update.
     */
    private static final long GOOD_ELEMENTS = 1L << 22;

    /** So many tokens are worth reading the projection's weight for, and a gradient of its size. */
    private static final long WORTHWHILE_TOKENS = 128;

    /** Never more elements: 2^24 float32 are 64 MiB. */
    private static final long MAX_ELEMENTS = 1L << 24;

    private final Tensor hidden;
    private final Tensor targets;
    private final UnaryOperator<Tensor> projection;
    private final LogitShaping shaping;
    private final Optional<OldDistributions> old;
    private final long chunkTokens;
    private final Tensor logprobs;
    private final Tensor entropies;
    private final Map<Quantity, Tensor> divergences = new LinkedHashMap<>();

    private TokenDistributions(
            Tensor hidden,
            Tensor targets,
            UnaryOperator<Tensor> projection,
            LogitShaping shaping,
            Set<Quantity> wanted,
            Optional<OldDistributions> old,
            long chunkTokens) {
        this.hidden = hidden;
        this.targets = targets;
        this.projection = projection;
        this.shaping = shaping;
        this.old = old;
        this.chunkTokens = chunkTokens;
        TokenValues allLogprobs = new TokenValues(hidden.size(0));
        TokenValues allEntropies = new TokenValues(hidden.size(0));
        Map<Quantity, TokenValues> allDivergences = new LinkedHashMap<>();
        Quantity.ordered(wanted).forEach(quantity -> allDivergences.put(quantity, new TokenValues(hidden.size(0))));
        try (NoGradient guard = NoGradient.open()) {
            for (long start = 0; start < hidden.size(0); start += chunkTokens) {
                try (Scope scope = Scope.open()) {
                    Chunk chunk = new Chunk(hidden.narrow(0, start, length(start)), start);
                    allLogprobs.put(scope, start, chunk.logprobs());
                    allEntropies.put(scope, start, chunk.entropies());
                    allDivergences.forEach(
                            (quantity, values) -> values.put(scope, chunk.start, chunk.divergence(quantity)));
                }
            }
        }
        this.entropies = Autograd.leaf(allEntropies.all());
        this.logprobs = Autograd.leaf(allLogprobs.all());
        allDivergences.forEach((quantity, values) -> divergences.put(quantity, Autograd.leaf(values.all())));
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
    public static TokenDistributions of(
            Tensor hidden, Tensor targets, UnaryOperator<Tensor> projection, long vocabularySize, double temperature) {
        return of(hidden, targets, projection, vocabularySize, temperature, Set.of(), Optional.empty());
    }

    /**
     * Computes log-probabilities, entropies and divergences from the old policy.
     *
     * @param hidden the final hidden state that predicts each token, {@code [N, D]}, N at least 1; carries gradient in
     *     training
     * @param targets the tokens, int64 {@code [N]}
     * @param projection hidden states {@code [n, D]} to logits float32 {@code [n, V]}
     * @param vocabularySize V
     * @param temperature divides the logits, positive; 1 for the policy itself
     * @param divergences which divergences
     * @param old the old policy's distributions of the same temperature at the same tokens; present if a divergence is
     *     wanted that needs them
     * @return all of the tempered distribution
     */
    public static TokenDistributions of(
            Tensor hidden,
            Tensor targets,
            UnaryOperator<Tensor> projection,
            long vocabularySize,
            double temperature,
            Set<Quantity> divergences,
            Optional<OldDistributions> old) {
        return of(hidden, targets, projection, vocabularySize, LogitShaping.tempered(temperature), divergences, old);
    }

    /**
     * Computes log-probabilities, entropies and divergences from the old policy, of distributions that are more than
     * tempered.
     *
     * @param hidden the final hidden state that predicts each token, {@code [N, D]}, N at least 1; carries gradient in
     *     training
     * @param targets the tokens, int64 {@code [N]}
     * @param projection hidden states {@code [n, D]} to logits float32 {@code [n, V]}
     * @param vocabularySize V
     * @param shaping makes the distributions of the logits at the N tokens
     * @param divergences which divergences
     * @param old the old policy's distributions, shaped alike, at the same tokens; present if a divergence is wanted
     *     that needs them
     * @return all of the shaped distribution
     */
    public static TokenDistributions of(
            Tensor hidden,
            Tensor targets,
            UnaryOperator<Tensor> projection,
            long vocabularySize,
            LogitShaping shaping,
            Set<Quantity> divergences,
            Optional<OldDistributions> old) {
        return new TokenDistributions(
                hidden, targets, projection, shaping, divergences, old, chunkTokens(vocabularySize));
    }

    /**
     * How many tokens' whole distributions are made at a time.
     *
     * @param vocabularySize V
     * @return at least 1; at most 2^24 numbers, 64 MiB, unless one token has more
     */
    public static long chunkTokens(long vocabularySize) {
        long affordable = Math.min(WORTHWHILE_TOKENS, MAX_ELEMENTS / vocabularySize);
        return Math.max(1, Math.max(affordable, GOOD_ELEMENTS / vocabularySize));
    }

    static TokenDistributions inChunksOf(
            long chunkTokens,
            Tensor hidden,
            Tensor targets,
            UnaryOperator<Tensor> projection,
            double temperature,
            Set<Quantity> divergences,
            Optional<OldDistributions> old) {
        return new TokenDistributions(
                hidden, targets, projection, LogitShaping.tempered(temperature), divergences, old, chunkTokens);
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
     * @return float32 {@code [N]}, a leaf
     */
    public Tensor entropies() {
        return entropies;
    }

    /**
     * A quantity of the distribution at each token, for example its divergence from the old policy's in nats.
     *
     * @param quantity one of those asked for
     * @return float32 {@code [N]}, a leaf
     * @throws IllegalArgumentException if it was not asked for
     */
    public Tensor divergence(Quantity quantity) {
        Tensor divergence = divergences.get(quantity);
        if (divergence == null) {
            throw new IllegalArgumentException(quantity + " was not computed; there are " + divergences.keySet());
        }
        return divergence;
    }

    /** Pushes the gradients of the leaves on to the hidden states and whatever the projection uses. */
    public void backward() {
        TokenValues hiddenGradients = new TokenValues(hidden.size(0));
        for (long start = 0; start < hidden.size(0); start += chunkTokens) {
            try (Scope scope = Scope.open()) {
                Tensor leaf = Autograd.leaf(hidden.narrow(0, start, length(start)));
                Chunk chunk = new Chunk(leaf, start);
                List<Tensor> parts = new ArrayList<>();
                addPart(parts, logprobs, chunk::logprobs, start);
                addPart(parts, entropies, chunk::entropies, start);
                divergences.forEach(
                        (quantity, values) -> addPart(parts, values, () -> chunk.divergence(quantity), chunk.start));
                Tensor sum = parts.get(0);
                for (Tensor part : parts.subList(1, parts.size())) {
                    sum = sum.add(part);
                }
                Autograd.backward(sum);
                hiddenGradients.put(scope, start, Autograd.gradient(leaf));
            }
        }
        Autograd.backward(hidden, hiddenGradients.all());
    }

    /** Adds {@code Σ gradient·value} of the chunk's tokens, if a gradient has reached the leaf. */
    private void addPart(List<Tensor> parts, Tensor leaf, Supplier<Tensor> values, long start) {
        Autograd.reached(leaf)
                .ifPresent(gradient -> parts.add(values.get()
                        .mul(gradient.narrow(0, start, length(start)))
                        .sum()));
    }

    private long length(long start) {
        return Math.min(chunkTokens, hidden.size(0) - start);
    }

    /** The distributions of some tokens. */
    private final class Chunk {

        private final long start;
        private final Tensor logDistribution;

        Chunk(Tensor hiddenStates, long start) {
            this.start = start;
            Tensor logits = projection.apply(hiddenStates);
            this.logDistribution = shaping.shaped(logits, start).log_softmax(-1);
        }

        Tensor logprobs() {
            return logDistribution.gather(-1, chunkTargets().unsqueeze(-1)).squeeze(-1);
        }

        Tensor entropies() {
            return logDistribution
                    .exp()
                    .mul(logDistribution)
                    .sum(new long[] {-1}, false, null)
                    .neg();
        }

        Tensor divergence(Quantity quantity) {
            return old.orElse(OldDistributions.NOTHING).divergence(quantity, logDistribution, chunkTargets(), start);
        }

        private Tensor chunkTargets() {
            return targets.narrow(0, start, logDistribution.size(0));
        }
    }
}
