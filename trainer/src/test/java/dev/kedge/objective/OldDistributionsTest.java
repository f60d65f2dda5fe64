package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.input.Quantity;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Divergences from the old distribution, whole or by its likeliest tokens. By hand with {@code π_old = (½, ¼, ⅛, ⅛)}
 * and {@code π = (¼, ⅛, ⅛, ½)}; then laws on random distributions.
 */
class OldDistributionsTest {

    private static final double[] OLD = {0.5, 0.25, 0.125, 0.125};
    private static final double[] NOW = {0.25, 0.125, 0.125, 0.5};

    /** Sums of at most 12 terms of float64. */
    private static final double FLOAT64_ROUNDING = 1e-13;

    @ParameterizedTest
    @CsvSource({
        // ½ ln 2 + ¼ ln 2 + ⅛ ln 1 + ⅛ ln ¼ = (½ + ¼ − ¼) ln 2
        "EXACT_KL, 0.346573590",
        // ¼ ln ½ + ⅛ ln ½ + ⅛ ln 1 + ½ ln 4 = (−¼ − ⅛ + 1) ln 2
        "EXACT_REVERSE_KL, 0.433216988",
        // ½ (¼ + ⅛ + 0 + ⅜)
        "EXACT_TV, 0.375"
    })
    void ofWholeDistributionsByHand(Quantity quantity, double expected) {
        assertThat(whole(quantity, OLD, NOW)).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        // Buckets ½→¼, ¼→⅛ and the rest ¼→⅝: (½ + ¼) ln 2 + ¼ ln 0.4
        "TOP_K_KL, 2, 0, 0.290787702",
        "TOP_K_KL, 2, 1, 0.290787702",
        // Buckets ½→¼, ¼→⅛, the sampled ⅛→½, the rest ⅛→⅛: (½ + ¼) ln 2 + ⅛ ln ¼; the rest is one token, so it is exact
        "TOP_K_KL, 2, 3, 0.346573590",
        // Buckets ½→¼, the sampled ⅛→½, the rest ⅜→¼: ½ ln 2 + ⅛ ln ¼ + ⅜ ln 1.5
        "TOP_K_KL, 1, 3, 0.325336211",
        // ½ (¼ + ⅛ + ⅜)
        "TOP_K_TV, 2, 0, 0.375",
        // Buckets ½→¼, the sampled ¼→⅛, the rest ¼→⅝: ½ (¼ + ⅛ + ⅜)
        "TOP_K_TV, 1, 1, 0.375",
        // Buckets ½→¼, the sampled ⅛→⅛, the rest ⅜→⅝: ½ (¼ + 0 + ¼)
        "TOP_K_TV, 1, 2, 0.25"
    })
    void ofTheLikeliestTheSampledAndTheRestByHand(Quantity quantity, int k, int sampled, double expected) {
        assertThat(top(quantity, OLD, NOW, k, sampled)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void manyTokensAreMeasuredEachAgainstItsOwnOldDistribution() {
        // Three tokens; a chunk of the last two. The second is unmoved, the third is the pair above.
        try (Scope scope = Scope.open()) {
            double[] uniform = {0.25, 0.25, 0.25, 0.25};
            Tensor old = logarithms(NOW, uniform, OLD);
            Tensor now = logarithms(uniform, NOW).narrow(0, 0, 2);
            Tensor sampled = HostMemory.tensor(new long[] {0, 3}, 2);
            OldDistributions full = new FullOldDistributions((start, length) -> old.narrow(0, start, length));
            double[] exact = HostMemory.doubles(full.divergence(Quantity.EXACT_KL, now, sampled, 1));
            assertThat(exact[0]).isZero();
            assertThat(exact[1]).isCloseTo(0.346573590, within(1e-9));

            Tensor tokens = HostMemory.tensor(new long[] {3, 0, 0}, 3, 1);
            OldDistributions top = new TopOldDistributions(
                    tokens, old.gather(-1, tokens), HostMemory.tensor(log(0.5, 0.25, 0.125), 3));
            double[] buckets = HostMemory.doubles(top.divergence(Quantity.TOP_K_KL, now, sampled, 1));
            assertThat(buckets[0]).isCloseTo(0, within(FLOAT64_ROUNDING));
            assertThat(buckets[1]).isCloseTo(0.325336211, within(1e-9));
        }
    }

    @Test
    void fewerBucketsNeverShowMoreThanMoreOfThemAndAllTokensShowItExactly() {
        SplittableRandom random = new SplittableRandom(17);
        for (int trial = 0; trial < 40; trial++) {
            double[] old = distribution(random, 7);
            double[] now = distribution(random, 7);
            int sampled = random.nextInt(7);
            double kl = 0;
            double tv = 0;
            for (int k = 1; k <= 7; k++) {
                double finerKl = top(Quantity.TOP_K_KL, old, now, k, sampled);
                double finerTv = top(Quantity.TOP_K_TV, old, now, k, sampled);
                assertThat(finerKl).isGreaterThanOrEqualTo(kl - FLOAT64_ROUNDING);
                assertThat(finerTv).isGreaterThanOrEqualTo(tv - FLOAT64_ROUNDING);
                kl = finerKl;
                tv = finerTv;
            }
            assertThat(kl).isCloseTo(whole(Quantity.EXACT_KL, old, now), within(FLOAT64_ROUNDING));
            assertThat(tv).isCloseTo(whole(Quantity.EXACT_TV, old, now), within(FLOAT64_ROUNDING));
        }
    }

    @Test
    void exactDivergencesAreThoseOfTheirFormulas() {
        SplittableRandom random = new SplittableRandom(18);
        for (int trial = 0; trial < 40; trial++) {
            double[] old = distribution(random, 12);
            double[] now = distribution(random, 12);
            double forward = sum(i -> old[i] * Math.log(old[i] / now[i]), 12);
            double backward = sum(i -> now[i] * Math.log(now[i] / old[i]), 12);
            double variation = sum(i -> Math.abs(now[i] - old[i]) / 2, 12);
            assertThat(whole(Quantity.EXACT_KL, old, now)).isCloseTo(forward, within(FLOAT64_ROUNDING));
            assertThat(whole(Quantity.EXACT_REVERSE_KL, old, now)).isCloseTo(backward, within(FLOAT64_ROUNDING));
            assertThat(whole(Quantity.EXACT_TV, old, now)).isCloseTo(variation, within(FLOAT64_ROUNDING));
        }
    }

    @Test
    void aTokenThatIsPracticallyImpossibleLeavesEverythingFinite() {
        // log π_old = −200 for the last two tokens: they add 0 to the divergence, not NaN.
        double[] old = {0.5, 0.5, Math.exp(-200), Math.exp(-200)};
        double[] now = {0.25, 0.75, Math.exp(-200), Math.exp(-250)};
        double expected = 0.5 * Math.log(2) + 0.5 * Math.log(2.0 / 3); // 0.143841
        assertThat(whole(Quantity.EXACT_KL, old, now)).isCloseTo(expected, within(1e-12));
        assertThat(top(Quantity.TOP_K_KL, old, now, 2, 3)).isCloseTo(expected, within(1e-12));
        assertThat(top(Quantity.TOP_K_KL, old, now, 4, 3)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void eitherRefusesTheOthersDivergences() {
        assertThatThrownBy(() -> whole(Quantity.TOP_K_KL, OLD, NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> top(Quantity.EXACT_KL, OLD, NOW, 2, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double whole(Quantity quantity, double[] old, double[] now) {
        try (Scope scope = Scope.open()) {
            Tensor all = logarithms(old);
            OldDistributions full = new FullOldDistributions((start, length) -> all.narrow(0, start, length));
            Tensor sampled = HostMemory.tensor(new long[] {0}, 1);
            return HostMemory.doubles(full.divergence(quantity, logarithms(now), sampled, 0))[0];
        }
    }

    private static double top(Quantity quantity, double[] old, double[] now, int k, int sampled) {
        long[] likeliest = IntStream.range(0, old.length)
                .boxed()
                .sorted(Comparator.comparing(i -> -old[i]))
                .limit(k)
                .mapToLong(i -> i)
                .toArray();
        double[] logprobs =
                log(Arrays.stream(likeliest).mapToDouble(i -> old[(int) i]).toArray());
        try (Scope scope = Scope.open()) {
            OldDistributions distributions = new TopOldDistributions(
                    HostMemory.tensor(likeliest, 1, k),
                    HostMemory.tensor(logprobs, 1, k),
                    HostMemory.tensor(log(old[sampled]), 1));
            Tensor target = HostMemory.tensor(new long[] {sampled}, 1);
            return HostMemory.doubles(distributions.divergence(quantity, logarithms(now), target, 0))[0];
        }
    }

    private static Tensor logarithms(double[]... rows) {
        double[] flat = log(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
        return HostMemory.tensor(flat, rows.length, rows[0].length);
    }

    private static double[] log(double... probabilities) {
        return Arrays.stream(probabilities).map(Math::log).toArray();
    }

    private static double[] distribution(SplittableRandom random, int size) {
        double[] weights = random.doubles(size, -4, 1).map(Math::exp).toArray();
        double total = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / total).toArray();
    }

    private static double sum(IntToDoubleFunction term, int count) {
        return IntStream.range(0, count).mapToDouble(term).sum();
    }
}
