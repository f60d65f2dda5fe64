package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Outcome;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.internal.run.MetricsLine;
import dev.kedge.internal.run.MetricsLog;
import dev.kedge.testing.RecordedFiles;
import dev.kedge.train.event.TrainingEvent;
import dev.kedge.train.event.TrainingListener;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs from which nothing can be learned say so, and steps that taught little are filled up. */
class UnlearnableRunsTest {

    private static final String[] SHORT = {"warm_start.updates=0", "steps=4", "evaluation.every=4"};

    @TempDir
    private Path folder;

    private GuessingGame game;

    @BeforeEach
    void writeGame() {
        game = new GuessingGame(folder);
    }

    private static final class Warnings implements TrainingListener {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void step(TrainingEvent.Step step) {}

        @Override
        public void warning(TrainingEvent.Warning warning) {
            texts.add(warning.text());
        }
    }

    private Warnings run(Path directory, Verifier verifier, List<String> overrides) throws IOException {
        Warnings warnings = new Warnings();
        List<String> all = new ArrayList<>(List.of(SHORT));
        all.addAll(overrides);
        try (Trainer trainer = Trainer.builder()
                .recipe(Recipe.read(game.recipe(), all).value())
                .reward(verifier)
                .listener(warnings)
                .build()) {
            trainer.run(directory);
        }
        return warnings;
    }

    /** The first evaluation finds it, before any step. */
    @Test
    void aVerifierThatFailsOnEveryCallEndsTheRunWithItsException() {
        Path run = folder.resolve("misspelt");
        assertThatThrownBy(() -> game.start(run, "reward={kind: code, tests_field: tsts}", "warm_start.updates=0"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("the verifier failed on every one of 8 completions, so nothing can be learned: "
                        + "IllegalArgumentException: the verifier needs the field tsts of prompt \\S+, got .*")
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(run.resolve("model.safetensors")).doesNotExist();
    }

    @Test
    void oneThatFailsSometimesDoesNot() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        run(
                folder.resolve("sometimes"),
                (prompt, completion) -> {
                    if (calls.getAndIncrement() % 8 != 0) {
                        throw new IllegalStateException("not now");
                    }
                    return Verdict.wrong(completion, "");
                },
                List.of("verification.threads=1"));
        List<MetricsLine> steps = steps(folder.resolve("sometimes"));
        assertThat(steps).hasSize(4).allSatisfy(step -> {
            // 16 completions, two of them judged, each of them alone in its group of four
            assertThat(step.values()).containsEntry("rollout/outcome_error", 14.0);
            assertThat(step.values()).containsEntry("rollout/excluded", 16.0);
            assertThat(step.values()).containsEntry("rollout/lost_groups", 4.0);
            assertThat(step.values()).containsEntry("update/skipped", 1.0);
            assertThat(step.values()).doesNotContainKey("rollout/zero_variance_fraction");
        });
    }

    private static List<MetricsLine> steps(Path run) throws IOException {
        return MetricsLog.read(run.resolve("metrics.jsonl")).stream()
                .filter(line -> line.values().containsKey("rollout/tokens"))
                .toList();
    }

    @Test
    void aRunInWhichNoGroupDiffersSaysSoOnceAndShowsWhatThePolicyWrites() throws IOException {
        Warnings warnings = run(
                folder.resolve("equal"),
                (prompt, completion) -> Verdict.wrong(completion, ""),
                List.of("rollout.stalled_after=2"));
        assertThat(warnings.texts).hasSize(1);
        assertThat(warnings.texts.get(0))
                .matches("nothing can be learned: for 2 steps no group had verdicts that differ \\(of the last step's"
                        + " completions 16 wrong\\)\\. The policy writes: \".*\"; \".*\"; \".*\"")
                .doesNotContain("\n");
        // Five steps are the default, and here are four.
        assertThat(run(folder.resolve("shorter"), (prompt, completion) -> Verdict.wrong(completion, ""), List.of())
                        .texts)
                .isEmpty();
    }

    /** A verdict by the completion's length, so that some groups differ and some do not. */
    private static Verdict byLength(String completion) {
        return completion.length() < 6 ? Verdict.correct("") : Verdict.wrong("", "");
    }

    @Test
    void aRefilledStepHasTheGroupsThatWereAskedForOrHasUsedItsCap() throws IOException {
        Path run = folder.resolve("refilled");
        run(run, (prompt, completion) -> byLength(completion), List.of("rollout.refill=6", "rollout.group_size=2"));
        boolean refilled = false;
        for (MetricsLine step : steps(run)) {
            double groups = (step.value("rollout/outcome_correct") + step.value("rollout/outcome_wrong")) / 2;
            double differing = groups * (1 - step.value("rollout/zero_variance_fraction"));
            double missing = step.value("rollout/groups_short");
            assertThat(groups).isBetween(4.0, 10.0);
            assertThat(step.value("rollout/refill_fraction")).isEqualTo((groups - 4) / groups);
            assertThat(Math.round(differing)).isEqualTo(Math.round(4 - missing));
            assertThat(missing == 0 || groups == 10).isTrue();
            refilled |= groups > 4;
        }
        assertThat(refilled).isTrue();
    }

    @Test
    void aRefilledRunIsResumedExactly() throws IOException {
        String[] overrides = {
            "rollout.refill=8", "rollout.group_size=2", "rollout.truncated=mask", "objective.controller=kl-target"
        };
        RecordedFiles straight = game.run("straight", overrides);
        Path run = folder.resolve("stopped");
        assertThatThrownBy(() -> game.start(run, Stop.afterStep(5), overrides)).isInstanceOf(Stop.Stopped.class);
        game.resume(run);
        RecordedFiles.of(run).areThoseOf(straight);
        assertThat(steps(run)).anyMatch(step -> step.value("rollout/refill_fraction") > 0);
    }

    /** Nothing is drawn or asked twice: with a cap that is not needed the steps are those without refilling. */
    @Test
    void refillingThatIsNotNeededChangesNothing() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        Verifier alternating =
                (prompt, completion) -> calls.getAndIncrement() % 2 == 0 ? Verdict.correct("") : Verdict.wrong("", "");
        run(folder.resolve("without"), alternating, List.of("verification.threads=1"));
        calls.set(0);
        run(folder.resolve("with"), alternating, List.of("verification.threads=1", "rollout.refill=6"));
        List<MetricsLine> without = steps(folder.resolve("without"));
        List<MetricsLine> with = steps(folder.resolve("with"));
        for (int i = 0; i < without.size(); i++) {
            assertThat(with.get(i).values()).containsEntry("rollout/refill_fraction", 0.0);
            assertThat(with.get(i).values().get("update/loss"))
                    .isEqualTo(without.get(i).values().get("update/loss"));
        }
    }

    @Test
    void refillingIsRefusedWhereEqualVerdictsTeachToo() {
        assertThatThrownBy(() -> game.start(folder.resolve("remax"), "rollout.refill=4", "objective.advantage=remax"))
                .hasMessageMatching("(?s)rollout\\.refill must be 0 with objective\\.advantage remax, which"
                        + " learns from groups of equal verdicts too, got 4.*");
        assertThatThrownBy(() -> game.start(
                        folder.resolve("penalty"), "rollout.refill=4", "objective.reward_penalty={kind: k1}"))
                .hasMessageContaining("rollout.refill must be 0 with objective.reward_penalty");
    }

    @Test
    void theOldBehaviourIsASetting() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        run(
                folder.resolve("as-wrong"),
                (prompt, completion) -> {
                    int call = calls.getAndIncrement() % 4;
                    return call == 0
                            ? new Verdict(Outcome.ERROR, 0, "", "")
                            : call == 1 ? Verdict.wrong("", "") : Verdict.correct("");
                },
                List.of("verification.threads=1", "rollout.failed_verdicts=train"));
        // rewards 0, 0, 1, 1 in every group: a mean of 1/2 over all four; of three it would be 2/3
        assertThat(steps(folder.resolve("as-wrong"))).allSatisfy(step -> {
            assertThat(step.values()).containsEntry("rollout/reward_mean", 0.5);
            assertThat(step.values()).doesNotContainKey("rollout/excluded");
        });
    }
}
