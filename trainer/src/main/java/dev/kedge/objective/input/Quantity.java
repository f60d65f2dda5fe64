package dev.kedge.objective.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * A quantity that an axis of the objective may need to know of every token beyond its log-probabilities, advantage and
 * mask. It says itself how it is had: from the distributions that a pass makes anyway, from what is known of the
 * completion's tokens, or from all tokens of an update. The trainer provides what the objective
 * {@linkplain dev.kedge.objective.Objective#needs() needs} and nothing else.
 *
 * <p>A quantity that is not among the constants is made by one of the factories; nothing else needs to know of it. All
 * are {@code [B, T]} for the objective, in natural units; only {@link #ENTROPY} and quantities of distributions can
 * carry gradient.
 */
public final class Quantity {

    /** A memory of the old policy's distributions, for quantities that compare with them. */
    public enum Memory {
        /** Final hidden states, which give the whole distribution back: {@code D} numbers a token. */
        HIDDEN_STATES,
        /** The k likeliest tokens: {@code 2k} numbers a token. */
        LIKELIEST_TOKENS
    }

    /** The way a quantity is had. */
    private sealed interface Source {}

    private record WithEveryPass() implements Source {}

    private record OfDistributions(Set<Memory> memories, Function<DistributionChunk, Tensor> values)
            implements Source {}

    private record OfTokens(Function<TokenFacts, float[]> values) implements Source {}

    private record OfUpdate(BiFunction<UpdateTokens, UpdateChoices, Optional<double[][]>> values) implements Source {}

    /** Entropy of the policy's next-token distribution; every pass computes it. */
    public static final Quantity ENTROPY = new Quantity("ENTROPY", new WithEveryPass());

    /** Log-probability under the frozen reference policy. */
    public static final Quantity REFERENCE_LOGPROBS = ofTokens("REFERENCE_LOGPROBS", TokenFacts::referenceLogprobs);

    /** Log-probability under the distribution the sampler drew from. */
    public static final Quantity SAMPLING_LOGPROBS = ofTokens("SAMPLING_LOGPROBS", TokenFacts::samplingLogprobs);

    /** Entropy of the old policy's next-token distribution. */
    public static final Quantity OLD_ENTROPY = ofTokens("OLD_ENTROPY", TokenFacts::oldEntropies);

    /** {@code KL(π_old ‖ π_θ)} over the whole vocabulary. */
    public static final Quantity EXACT_KL = ofWhole("EXACT_KL", Divergences::kl);

    /** {@code KL(π_θ ‖ π_old)} over the whole vocabulary. */
    public static final Quantity EXACT_REVERSE_KL = ofWhole("EXACT_REVERSE_KL", Divergences::reverseKl);

    /** {@code ½ Σ |π_θ − π_old|} over the whole vocabulary. */
    public static final Quantity EXACT_TV = ofWhole("EXACT_TV", Divergences::totalVariation);

    /**
     * {@code KL(π_old ‖ π_θ)} over the old policy's k likeliest tokens, the sampled one, and one bucket for the rest.
     * By the data-processing inequality never more than over the whole vocabulary. Qi et al. 2026, arXiv:2602.04879.
     */
    public static final Quantity TOP_K_KL =
            ofDistributions("TOP_K_KL", Set.of(Memory.LIKELIEST_TOKENS), Divergences::topKl);

    /** Total variation over the same buckets. */
    public static final Quantity TOP_K_TV =
            ofDistributions("TOP_K_TV", Set.of(Memory.LIKELIEST_TOKENS), Divergences::topTotalVariation);

    /** 1 for the tokens that {@code Selection} chose in this update, 0 for others. */
    public static final Quantity SELECTED = ofUpdate("SELECTED", (tokens, choices) -> choices.selected(tokens));

    /** 1 for the tokens that a proximal penalty chose in this update, 0 for others. */
    public static final Quantity PENALIZED = ofUpdate("PENALIZED", (tokens, choices) -> choices.penalized(tokens));

    private static final List<Quantity> BUILT_IN = List.of(
            REFERENCE_LOGPROBS,
            SAMPLING_LOGPROBS,
            ENTROPY,
            OLD_ENTROPY,
            EXACT_KL,
            EXACT_REVERSE_KL,
            EXACT_TV,
            TOP_K_KL,
            TOP_K_TV,
            SELECTED,
            PENALIZED);

    private final String name;
    private final Source source;

    private Quantity(String name, Source source) {
        this.name = name;
        this.source = source;
    }

    /**
     * A quantity of the next-token distributions, made chunk by chunk during the pass; carries gradient.
     *
     * @param name for messages
     * @param memories what must be remembered of the old policy; nothing if it is of the policy alone
     * @param values of the n tokens of a chunk, {@code [n]}
     */
    public static Quantity ofDistributions(
            String name, Set<Memory> memories, Function<DistributionChunk, Tensor> values) {
        return new Quantity(name, new OfDistributions(Set.copyOf(memories), values));
    }

    /**
     * A quantity of what is known of a completion's tokens; no gradient.
     *
     * @param name for messages
     * @param values one per token
     */
    public static Quantity ofTokens(String name, Function<TokenFacts, float[]> values) {
        return new Quantity(name, new OfTokens(values));
    }

    /**
     * A quantity for which all tokens of an update must be seen; no gradient.
     *
     * @param name for messages
     * @param values {@code [sequence][token]}; empty if there are none for this objective
     */
    public static Quantity ofUpdate(String name, BiFunction<UpdateTokens, UpdateChoices, Optional<double[][]>> values) {
        return new Quantity(name, new OfUpdate(values));
    }

    private static Quantity ofWhole(String name, BiFunction<Tensor, Tensor, Tensor> divergence) {
        return ofDistributions(
                name,
                Set.of(Memory.HIDDEN_STATES),
                chunk -> divergence.apply(chunk.oldLogDistribution(), chunk.logDistribution()));
    }

    /**
     * A constant by its name.
     *
     * @param name as it is written here
     */
    public static Quantity builtIn(String name) {
        return BUILT_IN.stream()
                .filter(quantity -> quantity.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("a quantity must be one of " + BUILT_IN + ", got " + name));
    }

    /**
     * Quantities without repetitions, in an order that does not depend on how they were gathered, so that sums over
     * them round alike.
     *
     * @param quantities in any order
     */
    public static Set<Quantity> ordered(Collection<Quantity> quantities) {
        Stream<Quantity> own = quantities.stream()
                .filter(quantity -> !BUILT_IN.contains(quantity))
                .sorted(Comparator.comparing(Quantity::toString));
        return new LinkedHashSet<>(Stream.concat(BUILT_IN.stream().filter(quantities::contains), own)
                .toList());
    }

    /** Whether a pass over whole distributions makes it. */
    public boolean isOfDistributions() {
        return source instanceof OfDistributions;
    }

    /** Whether all tokens of an update must be seen for it. */
    public boolean isOfUpdate() {
        return source instanceof OfUpdate;
    }

    /** What must be remembered of the old policy's distributions; nothing, for most. */
    public Set<Memory> memories() {
        return source instanceof OfDistributions made ? made.memories : Set.of();
    }

    /**
     * The values at the tokens of a chunk.
     *
     * @param chunk n tokens
     * @return {@code [n]}; carries gradient where the chunk's distributions do
     * @throws IllegalArgumentException unless it is {@linkplain #isOfDistributions() of distributions}
     */
    public Tensor at(DistributionChunk chunk) {
        if (source instanceof OfDistributions made) {
            return made.values.apply(chunk);
        }
        throw new IllegalArgumentException(name + " is no quantity of distributions");
    }

    /**
     * The values at the tokens of a completion.
     *
     * @param tokens what is known of them
     * @return one per token; empty unless it is a quantity of what is known of tokens
     */
    public Optional<float[]> at(TokenFacts tokens) {
        return source instanceof OfTokens known ? Optional.of(known.values.apply(tokens)) : Optional.empty();
    }

    /**
     * The values at the tokens of an update.
     *
     * @param tokens all of them
     * @param choices those of the objective's axes
     * @return {@code [sequence][token]}; empty unless it is a quantity of updates, and has values for this objective
     */
    public Optional<double[][]> at(UpdateTokens tokens, UpdateChoices choices) {
        return source instanceof OfUpdate made ? made.values.apply(tokens, choices) : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
