package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.config.ConfigException;
import dev.kedge.task.PromptTask;
import dev.kedge.task.Split;
import dev.kedge.task.Task;
import dev.kedge.task.TaskSource;
import dev.kedge.tensor.Scope;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The assembly of a run closes what it has made if the next part cannot be made, and everything in the end. */
class RunAssemblyTest {

    @TempDir
    private static Path folder;

    private static final List<Prompt> PROMPTS = List.of(new Prompt("a", "ab", "1", Map.of()));

    private static GuessingGame game;

    @BeforeAll
    static void writeGame() {
        game = new GuessingGame(folder);
    }

    /** Right or wrong does not matter; how often it is closed does. */
    private record Counting(AtomicInteger closed) implements Verifier {

        @Override
        public Verdict verify(Prompt prompt, String completion) {
            return Verdict.wrong(completion, "counted");
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    /** In the order in which parts are made: memory, tokenizer and template, fit of the prompts, evaluation. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "rollout.group_size=1                              | rollout.group_size",
                "task={kind: jsonl, train: [/nowhere]}             | task.train",
                "model={kind: directory, path: /nowhere}           | model",
                "chat.apply=always                                 | chat",
                "rollout.sampling.max_new_tokens=64                | rollout.sampling.max_new_tokens",
                "evaluation.sets={more: {task: {kind: jsonl}}}     | evaluation.sets.more.task"
            })
    void aPartThatCannotBeMadeLeavesNothingOpen(String override, String blamed) throws IOException {
        refused(override, blamed, new AtomicInteger()); // libraries set up what they keep
        long before = Scope.liveObjects();
        AtomicInteger closed = new AtomicInteger();
        refused(override, blamed, closed);
        assertThat(Scope.liveObjects()).isLessThanOrEqualTo(before);
        assertThat(closed).hasValue(1);
    }

    /**
     * A task that cannot give its prompts at one of the times that it is asked for them, the last time by the schedule.
     */
    private static final class Failing implements Task {
        private final Task prompts = PromptTask.of(PROMPTS, PROMPTS);
        private final int at;
        private int asked;

        Failing(int at) {
            this.at = at;
        }

        @Override
        public TaskSource prompts(Split split) {
            asked++;
            if (asked == at) {
                throw new IllegalStateException("asked too often");
            }
            return prompts.prompts(split);
        }
    }

    private static Trainer built(Failing task, AtomicInteger closed) throws IOException {
        return Trainer.builder()
                .recipe(Recipe.read(game.recipe(), List.of("warm_start.updates=0"))
                        .value())
                .task(task)
                .reward(new Counting(closed))
                .build();
    }

    @Test
    void aTaskThatFailsWhereverItIsAskedLeavesNothingOpen() throws IOException {
        Failing never = new Failing(0);
        AtomicInteger closed = new AtomicInteger();
        built(never, closed).close();
        assertThat(closed).hasValue(1);
        assertThat(never.asked).isGreaterThan(4);
        long before = Scope.liveObjects();
        for (int at = 1; at <= never.asked; at++) { // what judges was handed in, and is closed from the first time on
            Failing failing = new Failing(at);
            AtomicInteger closedThen = new AtomicInteger();
            assertThatThrownBy(() -> built(failing, closedThen)).hasMessage("asked too often");
            assertThat(closedThen).hasValue(1);
            assertThat(Scope.liveObjects()).isLessThanOrEqualTo(before);
        }
    }

    private static void refused(String override, String blamed, AtomicInteger closed) {
        Recipe recipe = Recipe.read(game.recipe(), List.of(override)).value();
        TrainerBuilder builder = Trainer.builder().recipe(recipe).reward(new Counting(closed));
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigException.class)
                .satisfies(e -> assertThat(((ConfigException) e).path()).startsWith(blamed));
    }

    @Test
    void closingClosesEverythingAlsoWhereOneOfItFails() {
        AtomicInteger closed = new AtomicInteger();
        Owned owned = new Owned();
        owned.add(closed::incrementAndGet);
        owned.add(() -> {
            throw new IllegalStateException("cannot be closed");
        });
        owned.add(closed::incrementAndGet);
        assertThatThrownBy(owned::close).hasMessage("cannot be closed");
        assertThat(closed).hasValue(2);
        owned.close();
        assertThat(closed).hasValue(2);
    }

    /** The longest guesses leave no room for 20 new tokens in 32 positions: refused, or left out and counted. */
    @Test
    void promptsThatAreTooLongCanBeLeftOut() throws IOException {
        refused("rollout.sampling.max_new_tokens=20", "rollout.sampling.max_new_tokens", new AtomicInteger());
        List<String> overrides =
                List.of("rollout.sampling.max_new_tokens=20", "overlong_prompts=leave-out", "warm_start.updates=0");
        Recipe recipe = Recipe.read(game.recipe(), overrides).value();
        try (Trainer trainer = Trainer.of(recipe)) {
            assertThat(trainer.warnings())
                    .anySatisfy(line -> assertThat(line)
                            .contains(
                                    " left out: 20 new tokens do not fit behind in the model's 32 positions; the first"
                                            + " is guesses.jsonl:"));
        }
        List<String> none = List.of("rollout.sampling.max_new_tokens=31", "overlong_prompts=leave-out");
        assertThatThrownBy(() -> Trainer.of(Recipe.read(game.recipe(), none).value()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("task: every prompt in split train is left out");
    }

    /** A prompt of 6 letters and 30 new tokens do not fit into 32 positions, the run's own 6 new tokens do. */
    @Test
    void furtherDataSetsMustFitBeforeAnythingIsWritten() {
        String set = "evaluation.sets={more: {task: {kind: jsonl, test: ['" + folder.resolve("guesses.jsonl")
                + "'], train: []}, max_new_tokens: %d}}";
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> game.start(run, set.formatted(30)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("evaluation.sets.more.max_new_tokens must be <= ")
                .hasMessageContaining(" of the model's 32 positions, got 30");
        assertThat(run).doesNotExist();
    }
}
