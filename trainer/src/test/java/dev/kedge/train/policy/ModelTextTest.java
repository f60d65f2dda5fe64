package dev.kedge.train.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.tensor.ComputeType;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that a recipe names by a text alone. */
class ModelTextTest {

    @TempDir
    private Path folder = Path.of("");

    private Record model(String recipe, String... overrides) throws IOException {
        Path file = folder.resolve("r.yaml");
        Files.writeString(file, recipe);
        return Recipe.read(file, List.of(overrides)).value().model().config();
    }

    @ParameterizedTest
    @CsvSource({
        "Qwen/Qwen3-0.6B, false",
        "Qwen/Qwen3-0.6B@main, false",
        "./x, false",
        "/x, false",
        "models/x, false",
        "m.gguf, true",
        "o/n/q8/m.gguf@v1, true",
    })
    void textIsAFolderAFileOrANameOfTheHub(String text, boolean gguf) throws IOException {
        Record expected = gguf
                ? new FromGguf(Path.of(text), ComputeType.FLOAT32, ComputeType.FLOAT32, FromGguf.DEFAULT.lora())
                : new FromDirectory(
                        Path.of(text), ComputeType.FLOAT32, ComputeType.FLOAT32, FromDirectory.DEFAULT.lora());
        assertThat(model("model: " + text)).isEqualTo(expected);
        assertThat(model("seed: 1", "model=" + text)).isEqualTo(expected);
        assertThat(model("model: " + text, "model.compute=bfloat16").toString()).contains("compute=BFLOAT16", text);
    }

    /** A kind keeps its name; what is neither is refused with all that is allowed. */
    @Test
    void whatIsNeitherIsOneLine() throws IOException {
        assertThat(model("model: new")).isEqualTo(NewModel.DEFAULT);
        assertThatThrownBy(() -> model("seed: 1\nmodel: Qwen3"))
                .hasMessage(folder.resolve("r.yaml")
                        + ":2: model.kind must be one of directory, gguf, new, or a file .gguf, or a folder ./NAME, or"
                        + " OWNER/NAME[@REVISION] of the Hugging Face hub, got \"Qwen3\"");
    }
}
