package dev.kedge.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDirectoryTest {

    @TempDir
    Path temporary;

    @Test
    void aNewRunMakesItsFoldersAndHoldsTheResolvedConfiguration() throws IOException {
        Path directory = temporary.resolve("runs/quickstart");
        try (RunDirectory run = RunDirectory.create(directory)) {
            run.writeConfig("seed: 7\n");
            assertThat(run.paths().config()).hasContent("seed: 7\n");
            assertThat(run.paths().metrics()).isEqualTo(directory.resolve("metrics.jsonl"));
        }
    }

    @Test
    void aFolderWithSomethingInItIsRefusedAndLeftAsItWas() throws IOException {
        Files.writeString(temporary.resolve("thesis.tex"), "years of work");
        assertThatThrownBy(() -> RunDirectory.create(temporary))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(temporary.toString())
                .hasMessageContaining("must be empty")
                .hasMessageContaining("--resume")
                .hasMessageNotContaining("\n");
        assertThat(temporary).isDirectoryContaining("glob:**thesis.tex").isDirectoryNotContaining("glob:**.lock");
    }

    @Test
    void whatAKilledStartLeavesBehindDoesNotStandInTheWay() throws IOException {
        Files.writeString(temporary.resolve(".lock"), "4711");
        Files.writeString(temporary.resolve(".config.yaml.partial"), "see");
        try (RunDirectory run = RunDirectory.create(temporary)) {
            assertThat(run.paths().root()).isEqualTo(temporary);
        }
    }

    @Test
    void resumingNeedsARun() {
        assertThatThrownBy(() -> RunDirectory.resume(temporary))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("config.yaml");
    }

    @Test
    void oneRunAtATimeInOneDirectory() throws IOException {
        try (RunDirectory run = RunDirectory.create(temporary)) {
            run.writeConfig("seed: 7\n");
            assertThatThrownBy(() -> RunDirectory.resume(temporary))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        try (RunDirectory again = RunDirectory.resume(temporary)) {
            assertThat(again.paths().config()).exists();
        }
    }

    @Test
    void theHoldOfAnotherProcessEndsWhenThatIsKilled() throws IOException, InterruptedException {
        Path directory = temporary.resolve("run");
        Process holder = Child.start(Holder.class, directory.toString());
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(() -> RunDirectory.resume(directory))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("process " + holder.pid());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        try (RunDirectory resumed = RunDirectory.resume(directory)) {
            assertThat(resumed.paths().config()).exists();
        }
    }

    /** Holds a run directory until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (RunDirectory run = RunDirectory.create(Path.of(arguments[0]))) {
                run.writeConfig("seed: 7\n");
                System.out.println("held");
                Thread.sleep(60_000);
            }
        }
    }

    @Test
    void aNameInUseGetsANumber() throws IOException {
        assertThat(RunDirectory.unusedName(temporary, "quickstart")).isEqualTo(temporary.resolve("quickstart"));
        for (int number = 1; number <= 2; number++) {
            try (RunDirectory run = RunDirectory.create(RunDirectory.unusedName(temporary, "quickstart"))) {
                run.writeConfig("seed: 7\n");
            }
        }
        assertThat(RunDirectory.unusedName(temporary, "quickstart")).isEqualTo(temporary.resolve("quickstart-3"));
    }
}
