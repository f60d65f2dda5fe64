package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.run.Progress;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 500 steps of reinforcement learning do not grow memory. Each samples 16 completions of up to 16 new tokens for
 * prompts of 2 to 16 tokens, so that shapes change from step to step, and makes two updates of several micro-batches.
 */
class TrainingMemoryTest {

    private static final long MEBIBYTE = 1 << 20;

    /**
     * 80 KiB a step over the last 400 steps; one unreleased batch with its graph is more. What is seen is 8 to 16 MiB, from
     * compiled code and the allocator's arenas, which fill up: over 4,000 steps nothing was added after step 1,000.
     */
    private static final long ALLOWED_GROWTH = 32 * MEBIBYTE;

    @TempDir
    private Path folder;

    @Test
    void fiveHundredStepsLeaveNothingBehind() throws IOException {
        Samples samples = new Samples();
        new GuessingGame(folder)
                .start(
                        folder.resolve("run"),
                        samples,
                        "steps=500",
                        "rollout.sampling.max_new_tokens=16",
                        "evaluation.every=500",
                        "checkpoint.every=500",
                        "update.learning_rate={peak: 1e-6, schedule: constant}");
        System.out.println("native memory: " + samples.taken);
        Sample warm = samples.at(100);
        Sample last = samples.at(500);
        assertThat(last.objects).isLessThanOrEqualTo(warm.objects); // garbage collection may take one more
        assertThat(last.bytes - warm.bytes).isLessThan(ALLOWED_GROWTH);
    }

    private record Sample(long step, long bytes, long objects) {
        @Override
        public String toString() {
            return "step %d: %d MiB, %d objects".formatted(step, bytes / MEBIBYTE, objects);
        }
    }

    /** Looks at the process after some steps. */
    private static final class Samples implements Progress {
        private final List<Sample> taken = new ArrayList<>();
        private String phase = "";

        Sample at(long step) {
            return taken.stream()
                    .filter(sample -> sample.step == step)
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void phase(String title, long total) {
            phase = title;
        }

        @Override
        public void advance(long done, String note) {
            if (phase.equals("reinforcement learning") && done % 100 == 0) {
                // Resident memory without Java's heap, which grows and shrinks as it likes.
                long bytes = Scope.residentBytes() - Runtime.getRuntime().totalMemory();
                taken.add(new Sample(done, bytes, Scope.liveObjects()));
            }
        }

        @Override
        public void line(String text) {}

        @Override
        public void close() {}
    }
}
