package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.input.Quantity;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Divergences and entropies made chunk by chunk, and their gradients: those of formulas, and those of one graph over
 * all tokens. N = 9 tokens, V = 11, in float64; the hidden states are the logits themselves, unless a projection is
 * under test.
 */
class DistributionGradientTest {

    private static final int TOKENS = 9;
    private static final int VOCABULARY = 11;
    private static final int LIKELIEST = 3;
    private static final Set<Quantity> DIVERGENCES = Set.of(
            Quantity.EXACT_KL, Quantity.EXACT_REVERSE_KL, Quantity.EXACT_TV, Quantity.TOP_K_KL, Quantity.TOP_K_TV);

    /** Sums of at most 11 terms of float64. */
    private static final double FLOAT64_ROUNDING = 1e-12;

    @ParameterizedTest
    @CsvSource({"1", "4", "9", "50"})
    void theGradientOfKlInTheLogitsIsNewMinusOldProbabilities(int chunk) {
        // d/dz Σ_a π_old(a)·(log π_old(a) − log π(a)) = π − π_old, times what each token counts.
        try (Scope scope = Scope.open()) {
            Tensor logits = Autograd.leaf(random(1, TOKENS, VOCABULARY));
            Tensor old = random(2, TOKENS, VOCABULARY).log_softmax(-1);
            Tensor counts = random(3, TOKENS);
            TokenDistributions now = TokenDistributions.inChunksOf(
                    chunk,
                    logits,
                    targets(),
                    z -> z,
                    1,
                    Set.of(Quantity.EXACT_KL),
                    Optional.of(new FullOldDistributions((start, length) -> old.narrow(0, start, length))));
            Autograd.backward(now.divergence(Quantity.EXACT_KL).mul(counts).sum());
            now.backward();
            Tensor expected = logits.softmax(-1).sub(old.exp()).mul(counts.unsqueeze(-1));
            close(Autograd.gradient(logits), expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "9", "50"})
    void theGradientOfEntropyInTheLogitsIsItsFormula(int chunk) {
        // dH/dz = −π·(log π + H)
        try (Scope scope = Scope.open()) {
            Tensor logits = Autograd.leaf(random(1, TOKENS, VOCABULARY));
            Tensor counts = random(3, TOKENS);
            TokenDistributions now =
                    TokenDistributions.inChunksOf(chunk, logits, targets(), z -> z, 1, Set.of(), Optional.empty());
            Autograd.backward(now.entropies().mul(counts).sum());
            now.backward();
            Tensor log = logits.log_softmax(-1);
            Tensor entropies = now.entropies().detach().unsqueeze(-1);
            Tensor expected = log.exp().mul(log.add(entropies)).neg().mul(counts.unsqueeze(-1));
            close(Autograd.gradient(logits), expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "4,1", "50,1", "1,0.7", "4,1.6"})
    void allOfThemTogetherHaveTheGradientOfOneGraphOverAllTokens(int chunk, double temperature) {
        try (Scope scope = Scope.open()) {
            Tensor chunkedInput = Autograd.leaf(random(1, TOKENS, 5));
            Tensor chunkedWeight = Autograd.leaf(random(4, VOCABULARY, 5));
            TokenDistributions now = TokenDistributions.inChunksOf(
                    chunk,
                    chunkedInput.tanh(),
                    targets(),
                    hidden -> hidden.matmul(chunkedWeight.t()),
                    temperature,
                    DIVERGENCES,
                    Optional.of(old()));
            Map<Quantity, Tensor> chunked = new LinkedHashMap<>();
            DIVERGENCES.forEach(quantity -> chunked.put(quantity, now.divergence(quantity)));
            Autograd.backward(loss(now.logprobs(), now.entropies(), chunked));
            now.backward();

            Tensor input = Autograd.leaf(random(1, TOKENS, 5));
            Tensor weight = Autograd.leaf(random(4, VOCABULARY, 5));
            Tensor log =
                    input.tanh().matmul(weight.t()).div(new Scalar(temperature)).log_softmax(-1);
            Map<Quantity, Tensor> whole = new LinkedHashMap<>();
            DIVERGENCES.forEach(quantity -> whole.put(quantity, old().divergence(quantity, log, targets(), 0)));
            Tensor entropies =
                    log.exp().mul(log).sum(new long[] {-1}, false, null).neg();
            Tensor logprobs = log.gather(-1, targets().unsqueeze(-1)).squeeze(-1);
            Autograd.backward(loss(logprobs, entropies, whole));

            whole.forEach((quantity, expected) -> close(now.divergence(quantity), expected));
            close(Autograd.gradient(chunkedInput), Autograd.gradient(input));
            close(Autograd.gradient(chunkedWeight), Autograd.gradient(weight));
        }
    }

    @Test
    void whatNoLossLooksAtIsNotMadeAgainInTheBackwardPass() {
        // The divergence only decides which tokens stop: in a backward pass the old projection is not repeated.
        AtomicLong rows = new AtomicLong();
        try (Scope scope = Scope.open()) {
            Tensor logits = Autograd.leaf(random(1, TOKENS, VOCABULARY));
            Tensor old = random(2, TOKENS, VOCABULARY).log_softmax(-1);
            TokenDistributions now = TokenDistributions.inChunksOf(
                    4,
                    logits,
                    targets(),
                    z -> z,
                    1,
                    Set.of(Quantity.EXACT_KL),
                    Optional.of(new FullOldDistributions((start, length) -> {
                        rows.addAndGet(length);
                        return old.narrow(0, start, length);
                    })));
            assertThat(rows).hasValue(TOKENS);
            Autograd.backward(now.logprobs().sum());
            now.backward();
            assertThat(rows).hasValue(TOKENS);
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 209715", "4096, 1024", "32768, 128", "65536, 128", "151936, 110", "33554432, 1"})
    void aChunkHasAtMostSixtyFourMebibytesUnlessOneTokenHasMore(long vocabulary, long tokens) {
        assertThat(TokenDistributions.chunkTokens(vocabulary)).isEqualTo(tokens);
        assertThat(tokens == 1 || tokens * vocabulary <= 1L << 24).isTrue();
    }

    /**
     * N = 700 and V = 2^17: all logits at once would be 350 MiB; the largest piece that is asked for is one of 128
     * tokens.
     */
    @Test
    void noPieceOfWholeDistributionsGrowsWithTheNumberOfTokens() {
        long vocabulary = 1 << 17;
        AtomicLong largest = new AtomicLong();
        AtomicLong largestOld = new AtomicLong();
        try (Scope scope = Scope.open()) {
            Tensor weight = random(5, (int) vocabulary, 1).to(ScalarType.Float);
            Tensor hidden = Autograd.leaf(random(6, 700, 1).to(ScalarType.Float));
            TokenDistributions now = TokenDistributions.of(
                    hidden,
                    HostMemory.tensor(new long[700], 700),
                    states -> {
                        largest.accumulateAndGet(states.size(0), Math::max);
                        return states.matmul(weight.t());
                    },
                    vocabulary,
                    1,
                    Set.of(Quantity.EXACT_KL),
                    Optional.of(new FullOldDistributions((start, length) -> {
                        largestOld.accumulateAndGet(length, Math::max);
                        return weight.t().expand(length, vocabulary).log_softmax(-1);
                    })));
            Autograd.backward(now.divergence(Quantity.EXACT_KL).sum());
            now.backward();
        }
        assertThat(largest).hasValue(128);
        assertThat(largestOld).hasValue(128);
    }

    private static OldDistributions old() {
        Tensor log = random(2, TOKENS, VOCABULARY).log_softmax(-1);
        OldDistributions full = new FullOldDistributions((start, length) -> log.narrow(0, start, length));
        var best = log.topk(LIKELIEST, -1, true, true);
        OldDistributions top = new TopOldDistributions(
                best.get1(),
                best.get0(),
                log.gather(-1, targets().unsqueeze(-1)).squeeze(-1));
        return OldDistributions.of(Optional.of(full), Optional.of(top));
    }

    /** Every quantity in a way of its own, so that no two gradients can be taken for each other. */
    private static Tensor loss(Tensor logprobs, Tensor entropies, Map<Quantity, Tensor> divergences) {
        Tensor loss = logprobs.exp().sum().add(entropies.square().sum());
        double factor = 1;
        for (Tensor divergence : divergences.values()) {
            factor *= 1.5;
            loss = loss.add(divergence.square().add(divergence).sum().mul(new Scalar(factor)));
        }
        return loss;
    }

    private static void close(Tensor values, Tensor expected) {
        assertThat(HostMemory.doubles(values)).containsExactly(HostMemory.doubles(expected), within(FLOAT64_ROUNDING));
    }

    private static Tensor targets() {
        return HostMemory.tensor(
                new SplittableRandom(7).longs(TOKENS, 0, VOCABULARY).toArray(), TOKENS);
    }

    private static Tensor random(long seed, int... shape) {
        long[] sizes = new long[shape.length];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            sizes[i] = shape[i];
            count *= shape[i];
        }
        return HostMemory.tensor(
                new SplittableRandom(seed).doubles(count, -1.5, 1.5).toArray(), sizes);
    }
}
