package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.objective.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset in a whole run, as {@code ./kedge train objective.preset=NAME} begins it. */
class PresetRunsTest {

    @TempDir
    private Path folder;

    static Stream<String> names() {
        return Preset.all().stream().map(Preset::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPresetTrains(String name) throws IOException {
        GuessingGame game = new GuessingGame(folder);
        game.start(game.folder("run"), "steps=2", "objective.preset=" + name);
        assertThat(Files.readString(game.folder("run").resolve("metrics.jsonl")))
                .contains("\"update/loss\":", "\"phase\":\"summary\"")
                .doesNotContain(":null");
    }
}
