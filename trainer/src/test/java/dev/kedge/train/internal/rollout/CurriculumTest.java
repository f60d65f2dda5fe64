package dev.kedge.train.internal.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.rollout.Group;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.task.TaskSource;
import dev.kedge.testing.RecordedFiles;
import dev.kedge.train.GuessingGame;
import dev.kedge.train.ResumeTest;
import dev.kedge.train.Stop;
import dev.kedge.train.recipe.DifficultyPoolsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurriculumTest {

    /** Prompts 0 to 99, each its own id. */
    private static final TaskSource SOURCE = new TaskSource() {
        @Override
        public Prompt prompt(long index) {
            return new Prompt(Long.toString(index), "", "", Map.of());
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(100);
        }
    };

    private static PromptSchedule schedule(double weight) {
        return new PromptSchedule(
                SOURCE,
                10,
                1,
                Optional.of(new DifficultyPools(new DifficultyPoolsConfig(0, 1, weight, weight), 1)),
                false);
    }

    /** Below 50: all wrong; below 80: one right of two; the rest all right. */
    private static Stream<Sample> answered(int number, Prompt prompt) {
        int id = Integer.parseInt(prompt.id());
        Group group = new Group(number, prompt, new int[] {1});
        return Stream.of(sample(group, id >= 80), sample(group, id >= 50));
    }

    private static Sample sample(Group group, boolean right) {
        SampledTokens completion = new SampledTokens(new int[1], new float[1], new float[1], FinishReason.STOP);
        return new Sample(group, completion, "", right ? Verdict.correct("") : Verdict.wrong("", ""));
    }

    private static List<Prompt> step(PromptSchedule schedule, long step) {
        List<Prompt> prompts = schedule.prompts(step);
        schedule.learn(IntStream.range(0, prompts.size())
                .boxed()
                .flatMap(i -> answered(i, prompts.get(i)))
                .toList());
        return prompts;
    }

    @Test
    void whatTaughtNothingIsDrawnByItsWeight() {
        PromptSchedule schedule = schedule(0.2);
        List<String> first = new ArrayList<>();
        for (int step = 1; step <= 10; step++) {
            step(schedule, step).forEach(prompt -> first.add(prompt.id()));
        }
        assertThat(first).hasSize(100).doesNotHaveDuplicates(); // nothing is known of any yet
        int useful = 0;
        for (int step = 11; step <= 110; step++) {
            useful += (int) step(schedule, step).stream()
                    .filter(prompt -> Integer.parseInt(prompt.id()) / 10 >= 5 && Integer.parseInt(prompt.id()) < 80)
                    .count();
        }
        // 30 of weight 1 and 70 of weight 0.2: 30/44 = 0.68 of 1000; sd of the passes' sums about 0.02.
        assertThat(useful).isBetween(600, 760);
    }

    @Test
    void promptsOfWeightZeroComeOnlyIfThereAreNoOthers() {
        PromptSchedule schedule = schedule(0);
        for (int step = 1; step <= 10; step++) {
            step(schedule, step);
        }
        for (int step = 11; step <= 40; step++) {
            assertThat(step(schedule, step))
                    .allSatisfy(
                            prompt -> assertThat(Integer.parseInt(prompt.id())).isBetween(50, 79));
        }
        PromptSchedule hopeless = schedule(0);
        for (int step = 1; step <= 30; step++) {
            List<Prompt> prompts = hopeless.prompts(step);
            assertThat(prompts).hasSize(10);
            hopeless.learn(IntStream.range(0, prompts.size())
                    .mapToObj(i -> sample(new Group(i, prompts.get(i), new int[] {1}), false))
                    .toList());
        }
    }

    @Test
    void aResumedScheduleGoesOnAsIfItHadNotStopped() {
        PromptSchedule straight = schedule(0.2);
        SortedMap<String, Double> state = new TreeMap<>();
        List<List<Prompt>> after = new ArrayList<>();
        for (int step = 1; step <= 40; step++) {
            List<Prompt> prompts = step(straight, step);
            if (step > 17) {
                after.add(prompts);
            }
            if (step == 17) {
                state = straight.state();
            }
        }
        PromptSchedule resumed = schedule(0.2);
        resumed.resume(state);
        for (int step = 18; step <= 40; step++) {
            assertThat(step(resumed, step)).isEqualTo(after.get(step - 18));
        }
    }

    /** A whole run with a curriculum and a second held-out set, stopped and resumed, ends with the same bytes. */
    @Test
    void aRunWithACurriculumAndFurtherSetsIsResumedExactly(@TempDir Path folder) throws IOException {
        GuessingGame game = new GuessingGame(folder);
        String[] overrides = {
            "rollout.curriculum=difficulty-pools",
            "rollout.prompts_per_step=20",
            "evaluation.sets={again: {task: {kind: jsonl, test: ['" + folder.resolve("guesses.jsonl")
                    + "'], limit: 10}, prompts: 8, samples: 2, every: 2}}"
        };
        RecordedFiles straight = game.run("straight", overrides);
        Path run = folder.resolve("stopped");
        ResumeTest.stopped(game, run, Stop.Place.STEP, 5, overrides);
        game.resume(run);
        RecordedFiles.of(run).areThoseOf(straight);
        assertThat(Files.readString(run.resolve("metrics.jsonl")))
                .contains("\"eval/again_greedy_accuracy\"", "\"eval/again_pass_at_k\"");
    }
}
