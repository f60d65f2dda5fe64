package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Log-probs computed in chunks, and the gradient pushed back chunk by chunk, are those of one projection of the whole:
 * N = 13 tokens, V = 11, D = 5.
 */
class TokenDistributionsTest {

    private static final int TOKENS = 13;
    private static final int VOCABULARY = 11;
    private static final int WIDTH = 5;

    /** Sums of at most 13 terms of float64. */
    private static final double FLOAT64_ROUNDING = 1e-12;

    /** The same sums in float32, whose last place is 6e-8 of numbers below 4. */
    private static final double FLOAT32_ROUNDING = 2e-6;

    private record Results(double[] logprobs, double[] entropies, double[] inputGradient, double[] weightGradient) {

        void areCloseTo(Results expected, double tolerance) {
            close(logprobs, expected.logprobs, tolerance);
            close(entropies, expected.entropies, tolerance);
            close(inputGradient, expected.inputGradient, tolerance);
            close(weightGradient, expected.weightGradient, tolerance);
        }

        private static void close(double[] values, double[] expected, double tolerance) {
            assertThat(values).hasSameSizeAs(expected);
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).isCloseTo(expected[i], within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "5,1", "12,1", "13,1", "100,1", "1,0.7", "4,0.7", "13,1.6"})
    void chunkedResultsAndGradientsAreTheUnchunked(int chunk, double temperature) {
        Results expected = whole(temperature, ScalarType.Double);
        chunked(chunk, temperature, ScalarType.Double).areCloseTo(expected, FLOAT64_ROUNDING);
        chunked(chunk, temperature, ScalarType.Float).areCloseTo(expected, FLOAT32_ROUNDING);
    }

    @Test
    void uniformLogitsByHand() {
        // V = 11 equal logits: log-prob −ln 11 = −2.397895, entropy ln 11, at any temperature.
        try (Scope scope = Scope.open()) {
            Tensor hidden = Autograd.leaf(HostMemory.tensor(new double[] {1, 2}, 2, 1));
            Tensor weight = HostMemory.tensor(new double[VOCABULARY], VOCABULARY, 1);
            TokenDistributions logprobs = TokenDistributions.of(
                    hidden, HostMemory.tensor(new long[] {3, 7}, 2), h -> h.matmul(weight.t()), VOCABULARY, 0.5);
            assertThat(HostMemory.doubles(logprobs.logprobs()))
                    .containsExactly(new double[] {-2.397895, -2.397895}, within(1e-6));
            assertThat(HostMemory.doubles(logprobs.entropies()))
                    .containsExactly(new double[] {2.397895, 2.397895}, within(1e-6));
        }
    }

    private static Results chunked(int chunk, double temperature, ScalarType type) {
        try (Scope scope = Scope.open()) {
            Tensor input = Autograd.leaf(random(1, TOKENS, WIDTH).to(type));
            Tensor weight = Autograd.leaf(random(2, VOCABULARY, WIDTH).to(type));
            TokenDistributions logprobs = TokenDistributions.inChunksOf(
                    chunk,
                    hidden(input),
                    targets(),
                    hidden -> hidden.matmul(weight.t()),
                    temperature,
                    Set.of(),
                    Optional.empty());
            Autograd.backward(loss(logprobs.logprobs()));
            logprobs.backward();
            return new Results(
                    HostMemory.doubles(logprobs.logprobs()),
                    HostMemory.doubles(logprobs.entropies()),
                    HostMemory.doubles(Autograd.gradient(input)),
                    HostMemory.doubles(Autograd.gradient(weight)));
        }
    }

    private static Results whole(double temperature, ScalarType type) {
        try (Scope scope = Scope.open()) {
            Tensor input = Autograd.leaf(random(1, TOKENS, WIDTH).to(type));
            Tensor weight = Autograd.leaf(random(2, VOCABULARY, WIDTH).to(type));
            Tensor distribution = hidden(input)
                    .matmul(weight.t())
                    .div(new Scalar(temperature))
                    .log_softmax(-1);
            Tensor logprobs = distribution.gather(-1, targets().unsqueeze(-1)).squeeze(-1);
            Tensor entropies = distribution
                    .exp()
                    .mul(distribution)
                    .sum(new long[] {-1}, false, null)
                    .neg();
            Autograd.backward(loss(logprobs));
            return new Results(
                    HostMemory.doubles(logprobs),
                    HostMemory.doubles(entropies),
                    HostMemory.doubles(Autograd.gradient(input)),
                    HostMemory.doubles(Autograd.gradient(weight)));
        }
    }

    /** Something between the leaf and the hidden states, so that the gradient has a graph to go down. */
    private static Tensor hidden(Tensor input) {
        return input.tanh().mul(new Scalar(2.0));
    }

    /** A gradient that differs from token to token. */
    private static Tensor loss(Tensor logprobs) {
        return logprobs.exp().mul(logprobs).sum();
    }

    private static Tensor targets() {
        return HostMemory.tensor(
                new SplittableRandom(3).longs(TOKENS, 0, VOCABULARY).toArray(), TOKENS);
    }

    private static Tensor random(long seed, int rows, int columns) {
        return HostMemory.tensor(
                new SplittableRandom(seed)
                        .doubles((long) rows * columns, -1.5, 1.5)
                        .toArray(),
                rows,
                columns);
    }
}
