package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.Torch;
import dev.kedge.testing.RecordedFiles;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainers in one process do not notice each other: each leaves the bytes that it leaves alone. */
class TwoTrainersTest {

    /** The second differs in what could be shared: threads, and the generator that rounding draws from. */
    private static final String[][] SETTINGS = {
        {"seed=3", "model.compute=bfloat16", "model.weights=bfloat16"},
        {"seed=4", "threads=2", "model.compute=bfloat16", "model.weights=bfloat16"}
    };

    @TempDir
    private Path folder;

    private GuessingGame game;

    @BeforeEach
    void writeGame() {
        game = new GuessingGame(folder);
    }

    @Test
    void atTheSameTimeOnTwoThreads() throws IOException, InterruptedException, ExecutionException {
        List<RecordedFiles> alone = List.of(game.run("alone-0", SETTINGS[0]), game.run("alone-1", SETTINGS[1]));
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<RecordedFiles>> runs = List.of(
                    two.submit(() -> run("together-0", together, SETTINGS[0])),
                    two.submit(() -> run("together-1", together, SETTINGS[1])));
            for (int i = 0; i < runs.size(); i++) {
                runs.get(i).get().areThoseOf(alone.get(i));
            }
        } finally {
            two.shutdownNow();
        }
    }

    private RecordedFiles run(String name, CyclicBarrier together, String... settings) throws Exception {
        together.await();
        return game.run(name, settings);
    }

    /** Built before the other has run, and run after it, on one thread. */
    @Test
    void oneBuiltWhileTheOtherRuns() throws IOException {
        RecordedFiles alone = game.run("alone", SETTINGS[0]);
        Recipe first = Recipe.read(game.recipe(), List.of(SETTINGS[0])).value();
        Recipe second = Recipe.read(game.recipe(), List.of(SETTINGS[1])).value();
        try (Trainer one = Trainer.of(first);
                Trainer other = Trainer.of(second)) {
            other.run(folder.resolve("other"));
            one.run(folder.resolve("one"));
        }
        RecordedFiles.of(folder.resolve("one")).areThoseOf(alone);
    }

    @Test
    void buildingAndRunningLeaveTheThreadAsItWas() throws IOException {
        int threads = Torch.threads();
        Recipe recipe =
                Recipe.read(game.recipe(), List.of("threads=3", "steps=1")).value();
        try (Trainer trainer = Trainer.of(recipe)) {
            assertThat(Torch.threads()).isEqualTo(threads);
            trainer.run(folder.resolve("run"));
        }
        assertThat(Torch.threads()).isEqualTo(threads);
        assertThat(ComputeDevice.current()).isEqualTo(ComputeDevice.CPU);
    }
}
