package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.internal.run.MetricsLine;
import dev.kedge.internal.run.MetricsLog;
import dev.kedge.train.event.TrainingEvent;
import dev.kedge.train.event.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What corrections for the sampler do is seen, also where they leave nothing. */
class CorrectionRunsTest {

    private static final String SAMPLING = "rollout.sampling={max_new_tokens: 24, top_p: 0.8, temperature: 1.3}";
    private static final String MASK = "objective.correction={kind: mask-outside, low: 0.5, high: 2, level: sequence}";

    /** Paid by length, so that groups differ whatever is written. */
    private static final String REWARD = "reward={kind: cosine-length, of: task, max_length: 40, unit: characters}";

    @TempDir
    private Path folder;

    private GuessingGame game;

    @BeforeEach
    void writeGame() {
        game = new GuessingGame(folder);
    }

    private record Run(List<MetricsLine> steps, List<String> warnings) {

        double mean(String metric) {
            return steps.stream()
                    .filter(step -> step.values().containsKey(metric))
                    .mapToDouble(step -> step.value(metric))
                    .average()
                    .orElseThrow();
        }
    }

    private Run run(String name, String... overrides) throws IOException {
        List<String> warnings = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void step(TrainingEvent.Step step) {}

            @Override
            public void warning(TrainingEvent.Warning warning) {
                warnings.add(warning.text());
            }
        };
        List<String> all = new ArrayList<>(
                List.of("warm_start.updates=0", "model.max_positions=64", "rollout.group_size=8", SAMPLING, "steps=5"));
        all.addAll(List.of(overrides));
        game.start(folder.resolve(name), listener, all.toArray(String[]::new));
        List<MetricsLine> steps = MetricsLog.read(folder.resolve(name).resolve("metrics.jsonl")).stream()
                .filter(line -> line.values().containsKey("update/loss"))
                .toList();
        return new Run(steps, warnings);
    }

    /**
     * An untrained policy: completions are 24 tokens long, and of each token the nucleus holds about 0.8 of the whole
     * distribution, so a sequence's weight is about 0.8^24 = 0.005, far below 0.5.
     */
    @Test
    void aCorrectionThatLeavesNothingSaysSo() throws IOException {
        Run whole = run("whole", MASK, "update.distribution=whole", REWARD);
        assertThat(whole.steps()).isNotEmpty();
        assertThat(whole.mean("sampler/effective_sample_size")).isGreaterThan(0.9); // per token nothing is to be seen
        assertThat(whole.mean("correction/removed_fraction")).isGreaterThan(0.9);
        assertThat(whole.mean("correction/weight_mean")).isLessThan(0.1);
        assertThat(whole.mean("correction/effective_sample_size")).isLessThan(0.1);
        assertThat(whole.warnings())
                .anyMatch(text -> text.startsWith("objective.correction leaves nothing")
                        || text.startsWith("objective.correction weighs what is learned from by"));
    }

    /** With what was sampled from for the policy there is nothing to correct. */
    @Test
    void onTheSampledDistributionTheSameCorrectionDoesNothing() throws IOException {
        Run sampled = run("sampled", MASK, REWARD);
        for (MetricsLine step : sampled.steps()) {
            assertThat(step.value("correction/weight_mean")).isCloseTo(1, within(1e-4));
            assertThat(step.value("correction/removed_fraction")).isZero();
            assertThat(step.value("correction/effective_sample_size")).isCloseTo(1, within(1e-6));
        }
        assertThat(sampled.warnings()).noneMatch(text -> text.startsWith("objective.correction"));
    }

    /** Per token: ρ = π/π_S = Σ_S π, near 0.8 of every token, and the mean of the weights is within [0.5, 2]. */
    @Test
    void weightsOfTokensAreMeasuredByToken() throws IOException {
        Run tokens =
                run("tokens", "objective.correction={kind: truncate, cap: 2}", "update.distribution=whole", REWARD);
        assertThat(tokens.mean("correction/weight_mean")).isBetween(0.75, 0.95);
        assertThat(tokens.mean("correction/weight_p05")).isBetween(0.7, 0.9);
        assertThat(tokens.mean("correction/weight_p95")).isBetween(0.8, 1.0);
        assertThat(tokens.mean("correction/effective_sample_size")).isGreaterThan(0.98);
        assertThat(tokens.mean("correction/removed_fraction")).isZero();
        assertThat(tokens.warnings()).noneMatch(text -> text.startsWith("objective.correction"));
        // per sequence the same weights fall with the length, 0.8 to the power of 24
        Run sequences = run(
                "sequences",
                "objective.correction={kind: truncate, cap: 2, level: sequence}",
                "update.distribution=whole",
                REWARD);
        assertThat(sequences.mean("correction/weight_mean")).isLessThan(0.3);
        assertThat(sequences.warnings())
                .anyMatch(text -> text.startsWith("objective.correction weighs what is learned from by"));
    }

    @Test
    void withoutACorrectionNothingIsMeasured() throws IOException {
        assertThat(run("none", REWARD).steps())
                .allSatisfy(step -> assertThat(step.values())
                        .allSatisfy((name, value) -> assertThat(name).doesNotStartWith("correction/")));
    }
}
