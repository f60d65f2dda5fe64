package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.testing.GuessingGameRecipe;
import dev.kedge.testing.RecordedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} and {@code --resume}, in processes of their own: killed in the warm start and again in reinforcement
 * learning, then resumed to the end, a run leaves the bytes of one that was left alone.
 */
class KilledTrainingTest {

    /** What SIGKILL leaves as exit status. */
    private static final int KILLED = 128 + 9;

    /**
     * Long enough that the process is still at work when the test, which looks every millisecond, sees the checkpoint.
     */
    private static final List<String> LONGER =
            List.of("warm_start.updates=200", "warm_start.checkpoint_every=50", "steps=60", "evaluation.every=30");

    @TempDir
    private Path folder;

    @Test
    void killedTwiceAndResumedItLeavesTheSameBytesAsARunLeftAlone() throws Exception {
        GuessingGameRecipe game = new GuessingGameRecipe(folder);
        Path run = game.folder("killed");
        List<String> start = new ArrayList<>(List.of("train", game.recipe().toString()));
        start.addAll(LONGER);
        List<String> resume = List.of("train", "--resume", "--run-dir", run.toString());

        killedOnce(run.resolve("warm_start/step-50"), with(start, "--run-dir", run.toString()));
        killedOnce(run.resolve("checkpoints/step-4"), resume);
        finished(resume);
        RecordedFiles killed = RecordedFiles.of(run);

        finished(with(start, "--run-dir", game.folder("left-alone").toString()));
        killed.areThoseOf(RecordedFiles.of(game.folder("left-alone")));
        assertThat(killed.metrics()).hasSizeGreaterThan(60);

        // Resuming what is finished is no work and changes nothing.
        finished(resume);
        RecordedFiles.of(run).areThoseOf(killed);
        // Every process that worked on the run is known.
        assertThat(run.resolve("provenance-4.json")).content().contains("--resume", "config.yaml");
    }

    private static void killedOnce(Path checkpoint, List<String> arguments) throws Exception {
        Process process = start(arguments);
        while (!Files.exists(checkpoint) && process.isAlive()) {
            Thread.sleep(1);
        }
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("killed at work, not after it").isEqualTo(KILLED);
    }

    private static void finished(List<String> arguments) throws Exception {
        Process process = start(arguments);
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static List<String> with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all;
    }

    private static Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                Kedge.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
