package dev.kedge.train;

import dev.kedge.api.Outcome;
import dev.kedge.rollout.Sample;
import dev.kedge.train.event.TrainingEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A watch over the steps of a run for what its metrics alone would pass over in silence: that nothing can be learned.
 */
final class LearningWatch {

    private static final int SHOWN = 3;
    private static final int MAX_CHARACTERS = 160;

    private final int stalledAfter;
    private int stalled;

    /** {@code stalledAfter} steps in a row without an update are too many. */
    LearningWatch(int stalledAfter) {
        this.stalledAfter = stalledAfter;
    }

    /** What a person should know after a step. */
    Optional<String> after(TrainingEvent.Step step) {
        if (!step.metrics().containsKey("update/skipped")) {
            stalled = 0;
            return Optional.empty();
        }
        stalled++;
        return stalled == stalledAfter ? Optional.of(stalledFor(stalled, step.samples())) : Optional.empty();
    }

    private static String stalledFor(int steps, List<Sample> samples) {
        Map<Outcome, Long> outcomes = samples.stream()
                .collect(Collectors.groupingBy(
                        sample -> sample.verdict().outcome(), TreeMap::new, Collectors.counting()));
        String counts = outcomes.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        String written = samples.stream()
                .map(Sample::text)
                .distinct()
                .limit(SHOWN)
                .map(LearningWatch::shown)
                .collect(Collectors.joining("; "));
        return "nothing can be learned: for " + steps + (steps == 1 ? " step" : " steps")
                + " no group had verdicts that differ (of the last step's completions " + counts
                + "). The policy writes: " + written;
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return "\"" + (line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS) + "…") + "\"";
    }
}
