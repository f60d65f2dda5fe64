package dev.kedge.train.event;

import dev.kedge.evaluation.Evaluation;
import dev.kedge.rollout.Sample;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A thing that happened in a run, told after it was recorded in the run directory.
 *
 * <pre>
 * Warning…  PhaseBegun(WARM_START)  WarmStartUpdate…  Checkpointed…
 *           Evaluated(0)  Checkpointed(0)
 *           PhaseBegun(REINFORCEMENT)  [ Step  Warning…  Evaluated?  Checkpointed? ]…  Finished
 * </pre>
 *
 * <p>A resumed run begins behind its newest checkpoint and tells what happens from there on. Metrics have the names of
 * docs/metrics.md.
 */
public sealed interface TrainingEvent {

    /** The parts of a run that learn. */
    enum Phase {
        /** Supervised learning from demonstrations. */
        WARM_START,
        /** Steps of reinforcement learning. */
        REINFORCEMENT
    }

    /**
     * The beginning of a phase, or of what is left of it in a resumed run.
     *
     * @param phase which
     * @param total updates of a warm start, steps of reinforcement learning
     */
    record PhaseBegun(Phase phase, long total) implements TrainingEvent {}

    /**
     * An update of the warm start.
     *
     * @param update counted from 1
     * @param updates how many there will be
     * @param metrics what was measured
     */
    record WarmStartUpdate(long update, long updates, SortedMap<String, Double> metrics) implements TrainingEvent {

        public WarmStartUpdate {
            metrics = sorted(metrics);
        }

        /** The mean of {@code -log p} over the demonstrations' tokens. */
        public double loss() {
            return metrics.getOrDefault("warm_start/loss", Double.NaN);
        }
    }

    /**
     * A step of reinforcement learning.
     *
     * @param step counted from 1
     * @param metrics what was measured
     * @param samples what was sampled, how it was judged and what advantage it earned, in the order of the prompts
     */
    record Step(long step, SortedMap<String, Double> metrics, List<Sample> samples) implements TrainingEvent {

        public Step {
            metrics = sorted(metrics);
            samples = List.copyOf(samples);
        }

        /** The samples of each prompt. */
        public List<List<Sample>> groups() {
            return Sample.byGroup(samples);
        }

        /** The mean reward of the step's completions. */
        public double reward() {
            return value("rollout/reward_mean");
        }

        /**
         * One metric.
         *
         * @param name as in docs/metrics.md
         * @return its value; not-a-number if it was not measured in this step
         */
        public double value(String name) {
            return metrics.getOrDefault(name, Double.NaN);
        }
    }

    /**
     * The evaluations after a step.
     *
     * @param step 0 before the first
     * @param metrics what was measured
     * @param sets the judged completions of the data sets that were due, by name, in the order of the recipe; the run's
     *     own held-out prompts come last, under the empty name
     */
    record Evaluated(long step, SortedMap<String, Double> metrics, Map<String, Evaluation> sets)
            implements TrainingEvent {

        public Evaluated {
            metrics = sorted(metrics);
            sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
        }
    }

    /**
     * A checkpoint that is on disk as a whole.
     *
     * @param phase the phase it was taken in
     * @param step the step, or update of the warm start, after which it was taken
     * @param directory a model directory, with the state of the run beside the model
     */
    record Checkpointed(Phase phase, long step, Path directory) implements TrainingEvent {}

    /**
     * A thing that a person should know, such as settings that contradict each other.
     *
     * @param text one line
     */
    record Warning(String text) implements TrainingEvent {}

    /**
     * The end.
     *
     * @param summary what came out
     */
    record Finished(Summary summary) implements TrainingEvent {}

    private static SortedMap<String, Double> sorted(SortedMap<String, Double> metrics) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }
}
