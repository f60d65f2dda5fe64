package dev.kedge.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointsTest {

    @TempDir
    Path temporary;

    @Test
    void theNewestIsFoundByNumberNotByName() throws IOException {
        Checkpoints checkpoints = Checkpoints.open(temporary, 5);
        assertThat(checkpoints.latest()).isEmpty();
        for (long step : List.of(2L, 10L, 9L)) {
            checkpoints.save(step, directory -> Files.writeString(directory.resolve("state"), "step " + step));
        }
        Checkpoint latest = checkpoints.latest().orElseThrow();
        assertThat(latest.step()).isEqualTo(10);
        assertThat(latest.path().resolve("state")).hasContent("step 10");
        assertThat(checkpoints.contains(9)).isTrue();
        assertThat(checkpoints.contains(8)).isFalse();
    }

    @Test
    void onlyTheNewestAreKept() throws IOException {
        Checkpoints checkpoints = Checkpoints.open(temporary, 2);
        for (long step = 1; step <= 4; step++) {
            checkpoints.save(step, directory -> {
                Files.createDirectory(directory.resolve("trainer"));
                Files.writeString(directory.resolve("trainer/optimizer"), "moments");
            });
        }
        assertThat(names()).containsExactly("step-3", "step-4");
    }

    @Test
    void aFailedSaveLeavesTheOldOnesAndIsCleanedUp() throws IOException {
        Checkpoints checkpoints = Checkpoints.open(temporary, 1);
        checkpoints.save(1, directory -> Files.writeString(directory.resolve("state"), "good"));
        assertThatThrownBy(() -> checkpoints.save(2, directory -> {
                    Files.writeString(directory.resolve("state"), "half");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
        assertThat(checkpoints.latest().orElseThrow().step()).isEqualTo(1);
        assertThat(names()).containsExactly(".step-2.partial", "step-1");

        Checkpoints.open(temporary, 1);
        assertThat(names()).containsExactly("step-1");
    }

    @Test
    void aSecondCheckpointOfOneStepIsAMistake() throws IOException {
        Checkpoints checkpoints = Checkpoints.open(temporary, 1);
        checkpoints.save(1, directory -> {});
        assertThatThrownBy(() -> checkpoints.save(1, directory -> {})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Checkpoints.open(temporary, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Six processes that take checkpoints as fast as they can, each killed a little later than the one before. */
    @Test
    void killedAtAnyMomentTheNewestIsWhole() throws IOException, InterruptedException {
        long before = 0;
        for (int kill = 1; kill <= 6; kill++) {
            Process saver = Child.start(Saver.class, temporary.toString());
            try {
                assertThat(saver.inputReader().readLine()).isEqualTo("saving");
                Thread.sleep(40L * kill + 7);
            } finally {
                saver.destroyForcibly().waitFor();
            }
            Checkpoint latest = Checkpoints.latest(temporary).orElseThrow();
            assertThat(latest.step()).isGreaterThan(before);
            for (int part = 0; part < Saver.PARTS; part++) {
                assertThat(latest.path().resolve("part-" + part)).hasContent(Saver.content(latest.step()));
            }
            before = latest.step();
        }
        Checkpoints.open(temporary, 2);
        assertThat(names()).hasSizeLessThanOrEqualTo(3).allMatch(name -> name.startsWith("step-"));
    }

    /** Takes one checkpoint after the other until it is killed. */
    static final class Saver {

        static final int PARTS = 4;

        private Saver() {}

        public static void main(String[] arguments) throws IOException {
            Checkpoints checkpoints = Checkpoints.open(Path.of(arguments[0]), 2);
            long step = checkpoints.latest().map(Checkpoint::step).orElse(0L);
            while (true) {
                long next = ++step;
                checkpoints.save(next, directory -> {
                    for (int part = 0; part < PARTS; part++) {
                        Files.writeString(directory.resolve("part-" + part), content(next));
                    }
                });
                if (checkpoints.latest().orElseThrow().step() == next) {
                    System.out.println("saving");
                }
            }
        }

        static String content(long step) {
            return Long.toString(step).repeat(5_000);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(temporary)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
