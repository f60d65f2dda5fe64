package dev.kedge.train.internal.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.objective.Preset;
import dev.kedge.optim.AdamW;
import dev.kedge.rollout.Sample;
import dev.kedge.rollout.Samples;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Torch;
import dev.kedge.train.MemorySamples;
import dev.kedge.train.recipe.UpdateConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Presets that remember the old policy's distributions or look at a whole update leave nothing behind, and hold whole
 * distributions of a few tokens at a time only.
 */
class DivergenceMemoryTest {

    /** As in {@link TrainingMemoryTest}: compiled code and the allocator's arenas fill up. */
    private static final long ALLOWED_GROWTH = 32 * MemorySamples.MEBIBYTE;

    private static final int VOCABULARY = 1 << 15;
    private static final UpdateConfig ONE_UPDATE = new UpdateConfig(
            1,
            1,
            1,
            UpdateConfig.DEFAULT.distribution(),
            UpdateConfig.DEFAULT.microBatchTokens(),
            UpdateConfig.DEFAULT.sharedPrompts(),
            UpdateConfig.DEFAULT.scoreFirstUpdate(),
            UpdateConfig.DEFAULT.gradientCheckpointing(),
            UpdateConfig.DEFAULT.maxGradientNorm(),
            UpdateConfig.DEFAULT.learningRate(),
            UpdateConfig.DEFAULT.adam(),
            UpdateConfig.DEFAULT.topTokens(),
            UpdateConfig.DEFAULT.exactTokens());

    private static final DecoderConfig TINY =
            new DecoderConfig(24, 16, 32, 1, 2, 1, 8, 1e-6, 10_000, 64, true, true, 0.25);
    private static final DecoderConfig LARGE_VOCABULARY =
            new DecoderConfig(VOCABULARY, 8, 8, 1, 1, 1, 8, 1e-6, 10_000, 256, true, true, 0.1);

    @BeforeAll
    static void oneThread() {
        Torch.setThreads(1);
    }

    /** Every step has another number of sequences of other lengths, so that shapes change. */
    @ParameterizedTest
    @ValueSource(strings = {"truly-ppo", "dppo-top-k-kl", "kl-cov", "top-entropy"})
    void threeHundredStepsLeaveNothingBehind(String preset) {
        SplittableRandom random = new SplittableRandom(1);
        MemorySamples samples = new MemorySamples(50);
        try (Training training = new Training(TINY, preset, UpdateConfig.DEFAULT)) {
            for (long step = 1; step <= 300; step++) {
                training.step(step, random, 4 + random.nextInt(8), 2 + random.nextInt(28));
                samples.take(step);
            }
        }
        System.out.println("native memory, " + preset + ": " + samples);
        MemorySamples.Sample warm = samples.at(100);
        MemorySamples.Sample last = samples.at(300);
        assertThat(last.objects()).isLessThanOrEqualTo(warm.objects()); // garbage collection may take some more
        assertThat(last.bytes() - warm.bytes()).isLessThan(ALLOWED_GROWTH);
    }

    /**
     * A step of 1,000 tokens, which fills the allocator's arenas, then one of 4,000 in one micro-batch. Those 3,000
     * more times 32,768 float32 are 375 MiB, and any computation on them takes two or three times that; in chunks of
     * 128 tokens nothing is added but numbers per token and layer.
     */
    @ParameterizedTest
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the peak of resident memory is read from /proc")
    @ValueSource(strings = {"truly-ppo", "dppo-top-k-kl"})
    void wholeDistributionsOfAllTokensNeverStandInMemory(String preset) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (Training training = new Training(LARGE_VOCABULARY, preset, ONE_UPDATE)) {
            training.step(1, random, 5, 200);
            long before = forgetPeak();
            training.step(2, random, 20, 200);
            long grown = peak() - before;
            System.out.printf("%s: %d MiB more for 3,000 tokens more%n", preset, grown / MemorySamples.MEBIBYTE);
            assertThat(grown).isLessThan(4L * 3_000 * VOCABULARY);
        }
    }

    /** The updates of a preset on made-up sequences. */
    private static final class Training implements AutoCloseable {

        private final Decoder decoder;
        private final AdamW optimizer;
        private final InnerUpdates updates;

        Training(DecoderConfig shape, String preset, UpdateConfig config) {
            decoder = Decoder.create(shape, ComputeType.FLOAT32, 7);
            optimizer = new AdamW(
                    decoder.parameters().master(), decoder.parameters().gradient(), config.adam(), 1);
            updates = new InnerUpdates(
                    config,
                    SteeredObjective.fixed(
                            ObjectiveCatalogue.objective(Preset.named(preset).objective())),
                    Learners.alone(decoder),
                    Optional.empty(),
                    optimizer,
                    1.0,
                    1_000,
                    1);
        }

        void step(long step, SplittableRandom random, int count, int length) {
            int vocabulary = decoder.config().vocabularySize();
            List<Sample> samples = Stream.generate(() -> Samples.of(
                            random.ints(2, 0, vocabulary).toArray(),
                            random.ints(length, 0, vocabulary).toArray(),
                            random.nextInt(2) * 2 - 1))
                    .limit(count)
                    .toList();
            try (OldPolicy old = updates.oldPolicy(step, samples)) {
                updates.run(step, old);
            }
        }

        @Override
        public void close() {
            optimizer.close();
            decoder.close();
        }
    }

    /** Sets the recorded peak to what is resident now, and gives that. */
    private static long forgetPeak() throws IOException {
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        return peak();
    }

    private static long peak() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(entry -> entry.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }
}
