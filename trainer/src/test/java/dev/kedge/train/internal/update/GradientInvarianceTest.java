package dev.kedge.train.internal.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.objective.Objective;
import dev.kedge.objective.ObjectiveBuilder;
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
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Torch;
import dev.kedge.tensor.Workers;
import dev.kedge.train.recipe.UpdateConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gradient of an update does not depend on how its sequences are cut into micro-batches, on what each is padded to
 * beside longer ones, or on their order: only on which sequences there are.
 *
 * <p>Twelve sequences of 4 to 40 tokens; alone in a micro-batch each is padded to the next multiple of 8, all together
 * to 40. Old log-probs are the policy's own, moved by up to 2, so that conditions act on a good part of the tokens.
 */
class GradientInvarianceTest {

    private static final DecoderConfig SHAPE =
            new DecoderConfig(24, 16, 32, 2, 4, 2, 8, 1e-6, 10_000, 64, true, true, 0.25);

    /**
     * Relative distance in L2. The same float32 terms are summed in other orders and by kernels for other shapes; each
     * sum has at most some hundred terms, whose rounding errors, 6e-8 each, add up like random walks: about 1e-6 was
     * seen.
     */
    private static final double FLOAT32_ROUNDING = 1e-5;

    /** bfloat16 has 8 bits: one rounding is 0.4 percent, and the forward pass rounds after every operation. */
    private static final double BFLOAT16_ROUNDING = 0.02;

    private record Update(double[] gradient, SortedMap<String, Double> metrics) {

        double distanceTo(Update other) {
            double difference = 0;
            double length = 0;
            for (int i = 0; i < gradient.length; i++) {
                difference += Math.pow(gradient[i] - other.gradient[i], 2);
                length += Math.pow(other.gradient[i], 2);
            }
            return Math.sqrt(difference / Math.max(length, Double.MIN_NORMAL));
        }
    }

    private record Batch(List<Sample> sequences, List<float[]> displacements) {

        /** The same sequences, the last one first. */
        Batch reversed() {
            Batch reversed = new Batch(new ArrayList<>(), new ArrayList<>());
            for (int i = sequences.size() - 1; i >= 0; i--) {
                reversed.sequences.add(sequences.get(i));
                reversed.displacements.add(displacements.get(i));
            }
            return reversed;
        }
    }

    @BeforeAll
    static void oneThread() {
        Torch.setThreads(1);
    }

    @TestFactory
    List<DynamicTest> everyCutGivesTheGradientOfTheWhole() {
        return Preset.all().stream()
                .map(preset -> DynamicTest.dynamicTest(preset.name(), () -> {
                    Batch batch = batch();
                    Update whole = update(preset, ComputeType.FLOAT32, batch, 1_000_000, 1);
                    if (preset.objective().response().name().equals("stop")
                            && !preset.objective().condition().name().equals("none")) {
                        assertThat(whole.metrics().get("update/clip_fraction")).isGreaterThan(0.02);
                    }
                    double largest = 0;
                    for (int tokens : new int[] {1, 40, 100, 200}) {
                        Update cut = update(preset, ComputeType.FLOAT32, batch, tokens, 1);
                        largest = Math.max(largest, cut.distanceTo(whole));
                        haveTheSameMetrics(cut, whole);
                    }
                    System.out.printf("%s: gradients of micro-batch cuts differ by %.1e%n", preset.name(), largest);
                    assertThat(largest).isLessThan(FLOAT32_ROUNDING);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyNumberOfWorkersGivesTheSameGradient() {
        return Preset.all().stream()
                .map(preset -> DynamicTest.dynamicTest(preset.name(), () -> {
                    Objective objective = ObjectiveCatalogue.objective(preset.objective());
                    Batch batch = batch();
                    Update one = update(objective, ComputeType.FLOAT32, batch, 100, 1, false, 1);
                    for (int workers : new int[] {2, 3}) {
                        Update several = update(objective, ComputeType.FLOAT32, batch, 100, 1, false, workers);
                        assertThat(several.distanceTo(one)).isLessThan(FLOAT32_ROUNDING);
                        haveTheSameMetrics(several, one);
                    }
                }))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(ComputeType.class)
    void theSameNumberOfWorkersGivesTheSameBits(ComputeType type) {
        Objective objective =
                ObjectiveCatalogue.objective(Preset.named("atr-grpo").objective());
        Update first = update(objective, type, batch(), 60, 1, true, 3);
        for (int again = 0; again < 5; again++) {
            Update other = update(objective, type, batch(), 60, 1, true, 3);
            assertThat(other.gradient()).isEqualTo(first.gradient());
            assertThat(other.metrics()).isEqualTo(first.metrics());
        }
    }

    @Test
    void inBfloat16WorkersDifferByItsRounding() {
        Objective objective = ObjectiveCatalogue.objective(Preset.named("dapo").objective());
        Update one = update(objective, ComputeType.BFLOAT16, batch(), 100, 1, false, 1);
        Update two = update(objective, ComputeType.BFLOAT16, batch(), 100, 1, false, 2);
        assertThat(two.distanceTo(one)).isLessThan(BFLOAT16_ROUNDING);
    }

    @TestFactory
    List<DynamicTest> everyOrderGivesTheSameGradient() {
        // Clip-Cov leaves tokens out at random, and which ones goes by the order.
        return Preset.all().stream()
                .filter(preset -> !preset.name().equals("clip-cov"))
                .map(preset -> DynamicTest.dynamicTest(preset.name(), () -> {
                    Update first = update(preset, ComputeType.FLOAT32, batch(), 100, 1);
                    Update reversed = update(preset, ComputeType.FLOAT32, batch().reversed(), 100, 1);
                    Update shuffled = update(preset, ComputeType.FLOAT32, batch(), 100, 2); // another seed's shuffle
                    assertThat(reversed.distanceTo(first)).isLessThan(FLOAT32_ROUNDING);
                    assertThat(shuffled.distanceTo(first)).isLessThan(FLOAT32_ROUNDING);
                }))
                .toList();
    }

    /**
     * Divided by the tokens that the whole update selects, not by those of a micro-batch; it has a part in the
     * gradient.
     */
    @Test
    void anEntropyBonusOfSelectedTokensIsTheSameForEveryCut() {
        Preset plain = Preset.named("top-entropy");
        Objective bonus = ObjectiveBuilder.from(ObjectiveCatalogue.objective(plain.objective()))
                .entropyBonus(0.5)
                .build();
        Update whole = update(bonus, ComputeType.FLOAT32, batch(), 1_000_000, 1, false);
        for (int tokens : new int[] {1, 40, 100}) {
            assertThat(update(bonus, ComputeType.FLOAT32, batch(), tokens, 1, false)
                            .distanceTo(whole))
                    .isLessThan(FLOAT32_ROUNDING);
        }
        assertThat(update(plain, ComputeType.FLOAT32, batch(), 1_000_000, 1).distanceTo(whole))
                .isGreaterThan(0.01);
    }

    @Test
    void inBfloat16CutsDifferByItsRounding() {
        Preset preset = Preset.named("dapo");
        Update whole = update(preset, ComputeType.BFLOAT16, batch(), 1_000_000, 1);
        Update cut = update(preset, ComputeType.BFLOAT16, batch(), 1, 1);
        System.out.printf("bfloat16: gradients of micro-batch cuts differ by %.1e%n", cut.distanceTo(whole));
        assertThat(cut.distanceTo(whole)).isLessThan(BFLOAT16_ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"atr-grpo", "truly-ppo", "gspo"})
    void layersMadeAgainInTheBackwardPassGiveTheSameGradient(String name) {
        // The same kernels on the same numbers: what is left is the order in which the tied matrix gathers its two
        // parts.
        Preset preset = Preset.named(name);
        Update kept = update(preset, ComputeType.FLOAT32, batch(), 100, 1, false);
        Update again = update(preset, ComputeType.FLOAT32, batch(), 100, 1, true);
        assertThat(again.distanceTo(kept)).isLessThan(1e-6);
        haveTheSameMetrics(again, kept);
    }

    @Test
    void anotherSetOfSequencesHasAnotherGradient() {
        // The comparison can fail: without one of the twelve sequences the gradient is a different one.
        Preset preset = Preset.named("dapo");
        Batch batch = batch();
        Batch eleven = new Batch(
                batch.sequences().subList(1, 12), batch.displacements().subList(1, 12));
        double distance = update(preset, ComputeType.FLOAT32, eleven, 100, 1)
                .distanceTo(update(preset, ComputeType.FLOAT32, batch, 100, 1));
        assertThat(distance).isGreaterThan(0.01);
    }

    private static void haveTheSameMetrics(Update cut, Update whole) {
        assertThat(cut.metrics().keySet()).isEqualTo(whole.metrics().keySet());
        cut.metrics().forEach((name, value) -> {
            double expected = whole.metrics().getOrDefault(name, Double.NaN);
            assertThat(Math.abs(value - expected))
                    .as("%s: %s against %s", name, value, expected)
                    .isLessThan(1e-5 * Math.max(1, Math.abs(expected)));
        });
    }

    /** One update on one mini-batch that is the whole batch; the gradient buffer holds its gradient afterwards. */
    private static Update update(Preset preset, ComputeType type, Batch batch, int microBatchTokens, long seed) {
        return update(preset, type, batch, microBatchTokens, seed, false);
    }

    private static Update update(
            Preset preset, ComputeType type, Batch batch, int microBatchTokens, long seed, boolean checkpointing) {
        Objective objective = ObjectiveCatalogue.objective(preset.objective());
        return update(objective, type, batch, microBatchTokens, seed, checkpointing);
    }

    private static Update update(
            Objective objective,
            ComputeType type,
            Batch batch,
            int microBatchTokens,
            long seed,
            boolean checkpointing) {
        return update(objective, type, batch, microBatchTokens, seed, checkpointing, 1);
    }

    private static Update update(
            Objective objective,
            ComputeType type,
            Batch batch,
            int microBatchTokens,
            long seed,
            boolean checkpointing,
            int count) {
        UpdateConfig config = new UpdateConfig(
                1,
                1,
                1,
                UpdateConfig.DEFAULT.distribution(),
                microBatchTokens,
                false,
                true,
                checkpointing,
                1e9,
                new LearningRate.Config(1e-9, 0, Schedule.CONSTANT, 0),
                AdamW.Config.DEFAULT,
                5,
                10);
        try (Decoder decoder = Decoder.create(SHAPE, type, 7);
                Workers workers = Workers.of(count, Compute.cpu(count));
                Learners learners = Learners.of(decoder, workers);
                Decoder reference = Decoder.create(SHAPE, type, 8);
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
                    seed);
            // The old policy is another model's; its log-probs of the sampled tokens are moved on top.
            try (OldPolicy old = updates.oldPolicy(1, batch.sequences())) {
                for (int i = 0; i < batch.sequences().size(); i++) {
                    float[] logprobs = old.samples().get(i).oldLogprobs();
                    for (int t = 0; t < logprobs.length; t++) {
                        logprobs[t] += batch.displacements().get(i)[t];
                    }
                }
                moveWeights(decoder);
                SortedMap<String, Double> metrics = updates.run(1, old).values();
                return new Update(HostMemory.doubles(decoder.parameters().gradient()), metrics);
            }
        }
    }

    /** A little, so that whole distributions differ from the old ones too. */
    private static void moveWeights(Decoder decoder) {
        try (NoGradient guard = NoGradient.open();
                Decoder other = Decoder.create(SHAPE, decoder.computeType(), 9)) {
            decoder.parameters().master().add_(other.parameters().master(), new Scalar(0.3));
            decoder.parameters().refresh();
        }
    }

    private static Batch batch() {
        SplittableRandom random = new SplittableRandom(5);
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 12; i++) {
            int[] prompt = random.ints(2 + random.nextInt(10), 0, 24).toArray();
            int[] completion = random.ints(2 + random.nextInt(28), 0, 24).toArray();
            float[] displacement = new float[completion.length];
            for (int t = 0; t < displacement.length; t++) {
                displacement[t] = (float) random.nextDouble(-2, 2);
            }
            float[] sampling = new float[completion.length];
            for (int t = 0; t < sampling.length; t++) {
                sampling[t] = (float) (-3.2 + random.nextDouble(-1, 1));
            }
            Advantage advantage = Advantage.ofRollout(i % 2 == 0 ? 1.1 : -0.9);
            batch.sequences.add(Samples.of(prompt, completion, sampling, advantage));
            batch.displacements.add(displacement);
        }
        return batch;
    }
}
