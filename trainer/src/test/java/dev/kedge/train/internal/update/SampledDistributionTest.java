package dev.kedge.train.internal.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.internal.metric.Metrics;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.objective.Objective;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.objective.Preset;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.optim.AdamW;
import dev.kedge.random.Purpose;
import dev.kedge.rollout.Group;
import dev.kedge.rollout.Sample;
import dev.kedge.rollout.TokenScores;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import dev.kedge.tensor.Torch;
import dev.kedge.train.internal.pass.BatchLayout;
import dev.kedge.train.internal.pass.PaddedBatch;
import dev.kedge.train.internal.pass.PolicyForward;
import dev.kedge.train.internal.pass.PolicyPass;
import dev.kedge.train.recipe.UpdateConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sampled with limits and penalties, trained on what was sampled from: the ratio is 1, and gradients are of it. */
class SampledDistributionTest {

    private static final DecoderConfig SHAPE =
            new DecoderConfig(64, 16, 32, 2, 4, 2, 8, 1e-6, 10_000, 64, true, true, 0.25);

    /** As in OnPolicyTest: other kernels add up the same float32 numbers. */
    private static final double FLOAT32_ROUNDING = 2e-5;

    @BeforeAll
    static void oneThread() {
        Torch.setThreads(1);
    }

    private static List<Sample> sampled(Decoder decoder, Sampler.Config config, boolean keeping) {
        List<int[]> prompts = List.of(new int[] {1, 2, 3}, new int[] {60, 9, 9, 4, 17}, new int[] {33});
        Sampler plain = new Sampler(decoder, Set.of(0), config);
        List<List<SampledTokens>> groups = (keeping ? plain.keepingDistribution() : plain)
                .sample(prompts, 4, new SamplingStreams(3, Purpose.ROLLOUT, 1));
        List<Sample> samples = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            Group group = new Group(p, new Prompt("p" + p, "", "", Map.of()), prompts.get(p));
            for (int i = 0; i < 4; i++) {
                samples.add(new Sample(group, groups.get(p).get(i), "", Verdict.correct(""))
                        .withAdvantage(Advantage.ofRollout(i - 1.5)));
            }
        }
        return samples;
    }

    private static Sampler.Config config(double temperature, int topK, double topP, double minP, double penalty) {
        return Sampler.Config.DEFAULT
                .withMaxNewTokens(16)
                .withTemperature(temperature)
                .withTopK(topK == 0 ? OptionalInt.empty() : OptionalInt.of(topK))
                .withTopP(topP)
                .withMinP(minP)
                .withRepetitionPenalty(penalty);
    }

    private record Steps(SortedMap<String, Double> sampler, SortedMap<String, Double> update) {

        double ofSampler(String metric) {
            return sampler.getOrDefault("sampler/" + metric, Double.NaN);
        }

        double ofUpdate(String metric) {
            return update.getOrDefault(metric, Double.NaN);
        }
    }

    private static Steps step(String preset, Sampler.Config sampling, boolean keeping, UpdateConfig config) {
        Objective objective = ObjectiveCatalogue.objective(Preset.named(preset).objective());
        try (Decoder decoder = Decoder.create(SHAPE, ComputeType.FLOAT32, 7);
                Decoder reference = Decoder.create(SHAPE, ComputeType.FLOAT32, 8);
                AdamW optimizer = new AdamW(
                        decoder.parameters().master(), decoder.parameters().gradient(), config.adam(), 1)) {
            List<Sample> samples = sampled(decoder, sampling, keeping);
            InnerUpdates updates = new InnerUpdates(
                    config,
                    SteeredObjective.fixed(objective),
                    Learners.alone(decoder),
                    objective.reference().map(penalty -> reference),
                    optimizer,
                    sampling.temperature(),
                    1,
                    1);
            try (OldPolicy old = updates.oldPolicy(1, samples)) {
                Metrics metrics = new Metrics();
                SamplerMismatch.measure(old.samples(), metrics);
                return new Steps(metrics.values(), updates.run(1, old).values());
            }
        }
    }

    @ParameterizedTest(name = "T {0}, top-k {1}, top-p {2}, min-p {3}, penalty {4}")
    @CsvSource({
        "1.0, 20, 0.9, 0.0, 1.0",
        "1.0, 0, 0.9, 0.0, 1.0",
        "1.0, 20, 1.0, 0.0, 1.0",
        "1.0, 0, 1.0, 0.1, 1.0",
        "1.0, 0, 1.0, 0.0, 1.3",
        "0.8, 20, 0.9, 0.05, 1.2",
        "1.3, 0, 0.8, 0.0, 1.0"
    })
    void inTheFirstUpdateTheRatioToTheSamplerIsOne(
            double temperature, int topK, double topP, double minP, double penalty) {
        Sampler.Config sampling = config(temperature, topK, topP, minP, penalty);
        UpdateConfig one = UpdateConfig.builder().miniBatches(1).build();
        Steps kept = step("atr-grpo", sampling, true, one);
        System.out.printf(
                "T %s, top-k %s, top-p %s, min-p %s, penalty %s: mismatch at most %.1e, 1 - effective share %.1e%n",
                temperature,
                topK,
                topP,
                minP,
                penalty,
                kept.ofSampler("mismatch_max"),
                1 - kept.ofSampler("effective_sample_size"));
        assertThat(kept.ofSampler("mismatch_max")).isLessThan(FLOAT32_ROUNDING);
        assertThat(kept.ofSampler("effective_sample_size")).isCloseTo(1, within(1e-9));
        assertThat(kept.ofUpdate("update/ratio_max")).isCloseTo(1, within(FLOAT32_ROUNDING));
        // The whole distribution says something else of the same tokens.
        Steps whole = step("atr-grpo", sampling, false, one);
        assertThat(whole.ofSampler("mismatch_mean")).isGreaterThan(0.02);
    }

    /** What is remembered of whole distributions, references and layers that are made again are of it, too. */
    @ParameterizedTest
    @ValueSource(strings = {"grpo", "truly-ppo", "dppo-top-k-kl", "top-entropy", "gspo", "m2po", "clip-cov"})
    void everyKindOfObjectiveWorksOnIt(String preset) {
        Sampler.Config sampling = config(1, 20, 0.9, 0, 1.1);
        UpdateConfig config = UpdateConfig.builder()
                .miniBatches(2)
                .epochs(2)
                .microBatchTokens(60)
                .learningRate(UpdateConfig.DEFAULT.learningRate().withPeak(0.01))
                .build();
        Steps kept = step(preset, sampling, true, config);
        assertThat(kept.update())
                .allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
        assertThat(kept.ofUpdate("exact/kl")).isPositive().isLessThan(1);
        assertThat(kept.ofUpdate("update/entropy")).isPositive().isLessThan(Math.log(20));
        Steps again = step(
                preset,
                sampling,
                true,
                config.toBuilder().gradientCheckpointing(true).build());
        assertThat(again.ofUpdate("update/loss")).isCloseTo(kept.ofUpdate("update/loss"), within(1e-4));
    }

    private static double value(PolicyPass pass, List<Sample> samples) {
        List<TokenSequence> sequences = samples.stream().map(Sample::sequence).toList();
        List<TokenScores> scores = pass.score(sequences, 1_000);
        double sum = 0;
        for (int i = 0; i < samples.size(); i++) {
            for (float logprob : scores.get(i).logprobs()) {
                sum += samples.get(i).advantage().mean() * logprob;
            }
        }
        return sum;
    }

    private static double[] gradient(Decoder decoder, PolicyPass pass, List<Sample> samples) {
        decoder.parameters().zeroGradient();
        try (Scope scope = Scope.open()) {
            PaddedBatch batch =
                    PaddedBatch.of(samples.stream().map(Sample::sequence).toList());
            PolicyForward forward = pass.forward(batch);
            TokenDistributions now = pass.distributions(batch, forward.hidden());
            Tensor advantages = SampleBatch.advantages(samples, batch.mask().size(1));
            Autograd.backward(batch.inPlace(now.logprobs()).mul(advantages).sum());
            now.backward();
            forward.backward();
            decoder.parameters().collectGradient();
            return HostMemory.doubles(decoder.parameters().gradient().to(ScalarType.Double));
        }
    }

    private static void move(Decoder decoder, double[] direction, double step) {
        float[] change = new float[direction.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = (float) (step * direction[i]);
        }
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            decoder.parameters().master().add_(HostMemory.tensor(change, change.length));
        }
        decoder.parameters().refresh();
    }

    /**
     * {@code Σ A·log π_S} along its own gradient, by central differences of the weights: a step of 0.002 leaves a term
     * of third order of some 1e-5 and rounding of 200 float32 log-probabilities, 1e-5 / 0.002.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theGradientInTheWeightsIsThatOfTheSampledDistribution(boolean checkpointing) {
        Sampler.Config sampling = config(1, 20, 0.9, 0, 1.2);
        try (Decoder decoder = Decoder.create(SHAPE, ComputeType.FLOAT32, 7)) {
            PolicyPass pass = new PolicyPass(decoder, 1, checkpointing, BatchLayout.ROWS);
            List<Sample> kept = sampled(decoder, sampling, true);
            double[] gradient = gradient(decoder, pass, kept);
            double length =
                    Math.sqrt(java.util.Arrays.stream(gradient).map(g -> g * g).sum());
            double[] direction =
                    java.util.Arrays.stream(gradient).map(g -> g / length).toArray();
            double step = 0.002;
            move(decoder, direction, step);
            double above = value(pass, kept);
            List<Sample> whole = sampled(decoder, sampling, false);
            move(decoder, direction, -2 * step);
            double difference = (above - value(pass, kept)) / (2 * step);
            move(decoder, direction, step);
            System.out.printf("‖∇‖ = %.5f, by differences %.5f%n", length, difference);
            assertThat(difference / length).isCloseTo(1, within(0.005));
            // The whole distribution's gradient points elsewhere.
            double[] other = gradient(decoder, pass, whole);
            double product = 0;
            double otherSquares = 0;
            for (int i = 0; i < other.length; i++) {
                product += other[i] * direction[i];
                otherSquares += other[i] * other[i];
            }
            assertThat(product / Math.sqrt(otherSquares)).isLessThan(0.995);
        }
    }

    @Test
    void withoutLimitsNothingIsKept() {
        try (Decoder decoder = Decoder.create(SHAPE, ComputeType.FLOAT32, 7)) {
            assertThat(sampled(decoder, config(0.8, 0, 1, 0, 1), true))
                    .allMatch(sample -> sample.sampled().distribution().equals(Optional.empty()));
        }
    }
}
