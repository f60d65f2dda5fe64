package dev.kedge.train.internal.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.internal.metric.Metrics;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.rollout.OldValues;
import dev.kedge.rollout.Sample;
import dev.kedge.rollout.Samples;
import dev.kedge.rollout.TokenScores;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import dev.kedge.tensor.Torch;
import dev.kedge.train.internal.pass.PaddedBatch;
import dev.kedge.train.internal.pass.PolicyPass;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The divergence that the meter reports is that of the distributions before and after the weights were moved. Four
 * sequences with 3, 5, 7 and 9 completion tokens, a vocabulary of 24, a temperature of 0.8.
 */
class ExactMeterTest {

    private static final DecoderConfig SHAPE =
            new DecoderConfig(24, 16, 32, 2, 4, 2, 8, 1e-6, 10_000, 64, true, true, 0.25);
    private static final double TEMPERATURE = 0.8;
    private static final int ALL = 24;
    private static final List<Integer> EVERY = List.of(0, 1, 2, 3);

    /**
     * Log-probabilities are float32 with an error of some 1e-7; a divergence is a sum of 24 of them times
     * probabilities.
     */
    private static final double FLOAT32_ROUNDING = 2e-6;

    private final List<Sample> samples = samples();
    private final List<TokenSequence> sequences =
            samples.stream().map(Sample::sequence).toList();

    @BeforeAll
    static void oneThread() {
        Torch.setThreads(1);
    }

    @Test
    void itReportsWhatTheDistributionsSay() {
        try (Decoder decoder = Decoder.create(SHAPE, ComputeType.FLOAT32, 7)) {
            PolicyPass pass = new PolicyPass(decoder, TEMPERATURE);
            ExactMeter meter = ExactMeter.of(pass, sequences, ALL, 1);
            double[][] old = distributions(pass);
            remember(meter, pass, EVERY);
            moveWeights(decoder);
            double[][] now = distributions(pass);

            double kl = 0;
            double klMax = 0;
            double tv = 0;
            double tvMax = 0;
            double kl3 = 0;
            for (int token = 0; token < ALL; token++) {
                double divergence = 0;
                double variation = 0;
                for (int a = 0; a < 24; a++) {
                    divergence += Math.exp(old[token][a]) * (old[token][a] - now[token][a]);
                    variation += Math.abs(Math.exp(now[token][a]) - Math.exp(old[token][a])) / 2;
                }
                kl += divergence / ALL;
                tv += variation / ALL;
                klMax = Math.max(klMax, divergence);
                tvMax = Math.max(tvMax, variation);
                double x = logRatio(token);
                kl3 += (Math.exp(x) - 1 - x) / ALL;
            }
            assertThat(kl).isGreaterThan(0.01); // the weights have moved
            SortedMap<String, Double> metrics = measure(meter, pass, EVERY).values();
            assertThat(metrics.get("exact/kl")).isCloseTo(kl, within(FLOAT32_ROUNDING));
            assertThat(metrics.get("exact/kl_max")).isCloseTo(klMax, within(FLOAT32_ROUNDING));
            assertThat(metrics.get("exact/tv")).isCloseTo(tv, within(FLOAT32_ROUNDING));
            assertThat(metrics.get("exact/tv_max")).isCloseTo(tvMax, within(FLOAT32_ROUNDING));
            // Log-ratios of 0, 0.01, 0.02, … 0.23: means 0.115 of x and 0.5·(0.01² Σ i²)/24 = 0.5·0.4324/24 of x²/2.
            assertThat(metrics.get("exact/kl1")).isCloseTo(-0.115, within(FLOAT32_ROUNDING));
            assertThat(metrics.get("exact/kl2")).isCloseTo(0.5 * 0.4324 / 24, within(FLOAT32_ROUNDING));
            assertThat(metrics.get("exact/kl3")).isCloseTo(kl3, within(FLOAT32_ROUNDING));
        }
    }

    @Test
    void whereNothingMovedItReportsZero() {
        try (Decoder decoder = Decoder.create(SHAPE, ComputeType.FLOAT32, 7)) {
            PolicyPass pass = new PolicyPass(decoder, TEMPERATURE);
            ExactMeter meter = ExactMeter.of(pass, sequences, 10, 1);
            remember(meter, pass, EVERY);
            SortedMap<String, Double> metrics = measure(meter, pass, List.of(2, 3), List.of(0, 1));
            assertThat(metrics.get("exact/kl")).isCloseTo(0, within(FLOAT32_ROUNDING));
            assertThat(metrics.get("exact/tv")).isCloseTo(0, within(FLOAT32_ROUNDING));
        }
    }

    @Test
    void whichTokensAreMeasuredDependsOnTheSeedAndNotOnTheCutIntoBatches() {
        try (Decoder decoder = Decoder.create(SHAPE, ComputeType.FLOAT32, 7)) {
            PolicyPass pass = new PolicyPass(decoder, TEMPERATURE);
            ExactMeter whole = ExactMeter.of(pass, sequences, 10, 1);
            ExactMeter cut = ExactMeter.of(pass, sequences, 10, 1);
            ExactMeter another = ExactMeter.of(pass, sequences, 10, 2);
            remember(whole, pass, EVERY);
            remember(cut, pass, List.of(3));
            remember(cut, pass, List.of(1, 0));
            remember(cut, pass, List.of(2));
            remember(another, pass, EVERY);
            moveWeights(decoder);
            SortedMap<String, Double> expected = measure(whole, pass, EVERY).values();
            SortedMap<String, Double> ofCut = measure(cut, pass, List.of(0), List.of(1, 2, 3));
            assertThat(ofCut.keySet()).isEqualTo(expected.keySet());
            ofCut.forEach((name, value) ->
                    assertThat(value).as(name).isCloseTo(expected.getOrDefault(name, 9.0), within(FLOAT32_ROUNDING)));
            assertThat(measure(another, pass, EVERY).values().get("exact/kl1"))
                    .isNotCloseTo(expected.get("exact/kl1"), within(1e-4));
        }
    }

    @Test
    void withoutTokensItMeasuresNothing() {
        try (Decoder decoder = Decoder.create(SHAPE, ComputeType.FLOAT32, 7)) {
            PolicyPass pass = new PolicyPass(decoder, TEMPERATURE);
            ExactMeter meter = ExactMeter.of(pass, sequences, 0, 1);
            remember(meter, pass, EVERY);
            assertThat(measure(meter, pass, EVERY).values()).isEmpty();
        }
    }

    private void remember(ExactMeter meter, PolicyPass pass, List<Integer> indices) {
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            meter.remember(indices, hidden(pass, indices));
        }
    }

    private SortedMap<String, Double> measure(
            ExactMeter meter, PolicyPass pass, List<Integer> first, List<Integer> second) {
        Metrics metrics = measure(meter, pass, first);
        metrics.merge(measure(meter, pass, second));
        return metrics.values();
    }

    private Metrics measure(ExactMeter meter, PolicyPass pass, List<Integer> indices) {
        Metrics metrics = new Metrics();
        try (Scope scope = Scope.open()) {
            List<Float> ratios = new ArrayList<>();
            for (int index : indices) {
                int before = sequences.subList(0, index).stream()
                        .mapToInt(sequence -> sequence.completion().length)
                        .sum();
                for (int t = 0; t < sequences.get(index).completion().length; t++) {
                    ratios.add((float) logRatio(before + t));
                }
            }
            float[] x = new float[ratios.size()];
            for (int i = 0; i < x.length; i++) {
                x[i] = ratios.get(i);
            }
            meter.measure(remembering(meter, indices), hidden(pass, indices), HostMemory.tensor(x, x.length), metrics);
        }
        return metrics;
    }

    /** Samples with nothing remembered but what the meter measures at. */
    private List<Sample> remembering(ExactMeter meter, List<Integer> indices) {
        TokenScores none = new TokenScores(new float[0], new float[0]);
        return indices.stream()
                .map(index -> samples.get(index)
                        .withOld(new OldValues(
                                none, new float[0], new float[0], new long[0], new float[0], meter.probes(index))))
                .toList();
    }

    /** Made up, so that a mix-up of tokens would show. */
    private static double logRatio(int token) {
        return 0.01 * token;
    }

    private Tensor hidden(PolicyPass pass, List<Integer> indices) {
        return pass.forward(PaddedBatch.of(indices.stream().map(sequences::get).toList()))
                .hidden();
    }

    /** Log-probabilities of every completion token's whole distribution. */
    private double[][] distributions(PolicyPass pass) {
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            double[] flat = HostMemory.doubles(pass.logDistribution(hidden(pass, EVERY)));
            double[][] rows = new double[ALL][24];
            for (int token = 0; token < ALL; token++) {
                System.arraycopy(flat, 24 * token, rows[token], 0, 24);
            }
            return rows;
        }
    }

    private static void moveWeights(Decoder decoder) {
        try (NoGradient guard = NoGradient.open();
                Decoder other = Decoder.create(SHAPE, ComputeType.FLOAT32, 9)) {
            decoder.parameters().master().add_(other.parameters().master(), new Scalar(0.3));
            decoder.parameters().refresh();
        }
    }

    private static List<Sample> samples() {
        SplittableRandom random = new SplittableRandom(5);
        List<Sample> samples = new ArrayList<>();
        for (int length = 3; length <= 9; length += 2) {
            samples.add(Samples.of(
                    random.ints(4, 0, 24).toArray(), random.ints(length, 0, 24).toArray(), 1));
        }
        return samples;
    }
}
