package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.config.ConfigException;
import dev.kedge.tensor.Scope;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    /**
     * In the order in which parts are made: memory, tokenizer and template, fit of the prompts, evaluation, schedule.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "model={kind: directory, path: /nowhere}           | model",
                "chat.apply=always                                 | chat",
                "rollout.sampling.max_new_tokens=64                | rollout.sampling.max_new_tokens",
                "evaluation.sets={more: {task: nothing}}           | evaluation.sets.more.task",
                "rollout.curriculum={kind: nothing}                | rollout.curriculum"
            })
    void aPartThatCannotBeMadeLeavesNothingOpen(String override, String blamed) throws IOException {
        refused(override, blamed, new AtomicInteger()); // libraries set up what they keep
        long before = Scope.liveObjects();
        AtomicInteger closed = new AtomicInteger();
        refused(override, blamed, closed);
        assertThat(Scope.liveObjects()).isLessThanOrEqualTo(before);
        assertThat(closed).hasValue(1);
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
        owned.add("first", closed::incrementAndGet);
        owned.add("second", () -> {
            throw new IllegalStateException("cannot be closed");
        });
        owned.add("third", closed::incrementAndGet);
        assertThatThrownBy(owned::close).hasMessage("cannot be closed");
        assertThat(closed).hasValue(2);
        owned.close();
        assertThat(closed).hasValue(2);
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
