package dev.kedge.train;

import dev.kedge.run.Progress;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.List;

/** Looks at the process after some steps of a run's reinforcement learning. */
public final class MemorySamples implements Progress {

    public static final long MEBIBYTE = 1 << 20;

    /**
     * What the process held.
     *
     * @param step after which step
     * @param bytes resident, without Java's heap, which grows and shrinks as it likes
     * @param objects native ones that Java held
     */
    public record Sample(long step, long bytes, long objects) {
        @Override
        public String toString() {
            return "step %d: %d MiB, %d objects".formatted(step, bytes / MEBIBYTE, objects);
        }
    }

    private final long every;
    private final List<Sample> taken = new ArrayList<>();
    private String phase = "";

    public MemorySamples(long every) {
        this.every = every;
    }

    public Sample at(long step) {
        return taken.stream().filter(sample -> sample.step == step).findFirst().orElseThrow();
    }

    @Override
    public void phase(String title, long total) {
        phase = title;
    }

    @Override
    public void advance(long done, String note) {
        if (phase.equals("reinforcement learning") && done % every == 0) {
            long bytes = Scope.residentBytes() - Runtime.getRuntime().totalMemory();
            taken.add(new Sample(done, bytes, Scope.liveObjects()));
        }
    }

    @Override
    public void line(String text) {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return taken.toString();
    }
}
