package dev.kedge.train;

import dev.kedge.tensor.Scope;
import dev.kedge.train.event.TrainingEvent;
import dev.kedge.train.event.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/** Looks at the process after some steps of a run's reinforcement learning. */
public final class MemorySamples implements TrainingListener {

    public static final long MEBIBYTE = 1 << 20;

    /**
     * The memory of the process.
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

    public MemorySamples(long every) {
        this.every = every;
    }

    public Sample at(long step) {
        return taken.stream().filter(sample -> sample.step == step).findFirst().orElseThrow();
    }

    @Override
    public void step(TrainingEvent.Step step) {
        take(step.step());
    }

    /** Looks at the process if it is the step's turn. */
    public void take(long step) {
        if (step % every == 0) {
            long bytes = Scope.residentBytes() - Runtime.getRuntime().totalMemory();
            taken.add(new Sample(step, bytes, Scope.liveObjects()));
        }
    }

    @Override
    public String toString() {
        return taken.toString();
    }
}
