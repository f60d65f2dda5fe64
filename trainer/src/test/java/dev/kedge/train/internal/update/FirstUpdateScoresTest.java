package dev.kedge.train.internal.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.objective.Objective;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.objective.Preset;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.objective.input.Quantity;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.LearningRate;
import dev.kedge.optim.LearningRate.Schedule;
import dev.kedge.rollout.Sample;
import dev.kedge.rollout.Samples;
import dev.kedge.tensor.Compute;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Torch;
import dev.kedge.tensor.Workers;
import dev.kedge.train.recipe.UpdateConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The first update's own forward pass is the old policy's: to score its completions before is to compute the same
 * numbers twice.
 */
class FirstUpdateScoresTest {

    private static final DecoderConfig SHAPE =
            new DecoderConfig(24, 16, 32, 2, 4, 2, 8, 1e-6, 10_000, 64, true, true, 0.25);

    @BeforeAll
    static void oneThread() {
        Torch.setThreads(1);
    }

    private record Outcome(double[] weights, SortedMap<String, Double> metrics, List<Sample> samples) {}

    /**
     * Two updates, of which the first scores itself: the weights after both, by every preset, are those of scoring
     * before. The steps of AdamW are the size of the learning rate, 0.01, whatever the rounding of a gradient.
     */
    @TestFactory
    List<DynamicTest> theUpdatesAreThoseOfScoringBefore() {
        return Preset.all().stream()
                .map(preset -> DynamicTest.dynamicTest(preset.name(), () -> {
                    Objective objective = ObjectiveCatalogue.objective(preset.objective());
                    Outcome before = run(objective, true, 2, 1);
                    Outcome within = run(objective, false, 2, 1);
                    assertThat(within.weights()).containsExactly(before.weights(), within(1e-4));
                    for (String metric :
                            List.of("update/kl3", "update/entropy", "update/loss", "update/clip_fraction")) {
                        assertThat(within.metrics().getOrDefault(metric, Double.NaN))
                                .as(metric)
                                .isEqualTo(before.metrics().getOrDefault(metric, Double.NaN), within(1e-5));
                    }
                }))
                .toList();
    }

    /** With one update nothing is scored: w is exactly 1, where rounding may stand between two passes. */
    @Test
    void theRatioOfTheOnlyUpdateIsExactlyOne() {
        Objective objective =
                ObjectiveCatalogue.objective(Preset.named("atr-grpo").objective());
        Outcome one = run(objective, false, 1, 1);
        assertThat(one.metrics()).containsEntry("update/kl3", 0.0).containsEntry("update/ratio_max", 1.0);
        assertThat(one.metrics()).as("no token is scored before").doesNotContainKey("exact/kl");
    }

    /** What the sampler's log-probabilities are held against is there after the updates, for every completion. */
    @Test
    void everySampleHasItsOldLogprobsAfterwards() {
        Objective objective =
                ObjectiveCatalogue.objective(Preset.named("atr-grpo").objective());
        for (int workers : new int[] {1, 2}) {
            List<Sample> before = run(objective, true, 2, workers).samples();
            List<Sample> within = run(objective, false, 2, workers).samples();
            for (int i = 0; i < before.size(); i++) {
                assertThat(within.get(i).oldLogprobs())
                        .containsExactly(before.get(i).oldLogprobs(), within(1e-5f));
                assertThat(within.get(i).oldEntropies())
                        .containsExactly(before.get(i).oldEntropies(), within(1e-5f));
            }
        }
    }

    /** An objective that looks at whole distributions of the old policy, or adapts to all tokens, is scored as ever. */
    @Test
    void whatNeedsMoreOfTheOldPolicyIsScored() {
        for (String name : List.of("dppo-top-k-tv", "top-entropy", "kl-target")) {
            Preset.all().stream().filter(preset -> preset.name().equals(name)).forEach(preset -> {
                Objective objective = ObjectiveCatalogue.objective(preset.objective());
                assertThat(run(objective, false, 2, 1).weights())
                        .as(name)
                        .isEqualTo(run(objective, true, 2, 1).weights());
            });
        }
        Objective adaptive =
                ObjectiveCatalogue.objective(Preset.named("clip-cov").objective());
        assertThat(adaptive.adaptive()).isTrue();
        assertThat(run(adaptive, false, 2, 1).weights())
                .isEqualTo(run(adaptive, true, 2, 1).weights());
    }

    private static Outcome run(Objective objective, boolean scoreFirst, int miniBatches, int count) {
        UpdateConfig config = UpdateConfig.builder()
                .miniBatches(miniBatches)
                .microBatchTokens(60)
                .scoreFirstUpdate(scoreFirst)
                .maxGradientNorm(1e9)
                .learningRate(new LearningRate.Config(0.01, 0, Schedule.CONSTANT, 0))
                .topTokens(5)
                .exactTokens(10)
                .build();
        try (Decoder decoder = Decoder.create(SHAPE, ComputeType.FLOAT32, 7);
                Decoder reference = Decoder.create(SHAPE, ComputeType.FLOAT32, 8);
                Workers workers = Workers.of(count, Compute.cpu(count));
                Learners learners = Learners.of(decoder, workers);
                AdamW optimizer = new AdamW(
                        decoder.parameters().master(), decoder.parameters().gradient(), config.adam(), 1)) {
            InnerUpdates updates = new InnerUpdates(
                    config,
                    SteeredObjective.fixed(objective),
                    learners,
                    Optional.of(reference).filter(frozen -> objective.needs().contains(Quantity.REFERENCE_LOGPROBS)),
                    optimizer,
                    1.0,
                    1,
                    3);
            try (OldPolicy old = updates.oldPolicy(1, samples())) {
                SortedMap<String, Double> metrics = updates.run(1, old).values();
                return new Outcome(HostMemory.doubles(decoder.parameters().master()), metrics, old.samples());
            }
        }
    }

    private static List<Sample> samples() {
        SplittableRandom random = new SplittableRandom(5);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int[] prompt = random.ints(2 + random.nextInt(10), 0, 24).toArray();
            int[] completion = random.ints(2 + random.nextInt(28), 0, 24).toArray();
            float[] sampling = new float[completion.length];
            for (int t = 0; t < sampling.length; t++) {
                sampling[t] = (float) (-3.2 + random.nextDouble(-1, 1));
            }
            samples.add(Samples.of(prompt, completion, sampling, Advantage.ofRollout(i % 2 == 0 ? 1.1 : -0.9)));
        }
        return samples;
    }
}
