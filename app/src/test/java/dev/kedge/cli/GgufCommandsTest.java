package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.hub.GenerationConfig;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.ComputeType;
import dev.kedge.text.ByteTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands export and import, and a GGUF file where a model directory is asked for. */
class GgufCommandsTest {

    @TempDir
    Path folder;

    private Path model() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        ByteTokenizer.write(model);
        DecoderConfig config = new DecoderConfig(259, 32, 64, 2, 4, 2, 8, 1e-6, 10_000.0, 64, true, false, 0.02);
        try (Decoder decoder = Decoder.create(config, ComputeType.FLOAT32, 3)) {
            ModelDirectory.save(
                    model, decoder, new GenerationConfig(OptionalInt.empty(), List.of(1), OptionalInt.of(0)));
        }
        return model;
    }

    private static String sampled(Path model) {
        KedgeRun run = KedgeRun.of(
                "sample", "--model", model.toString(), "--prompt", "1+1=", "--max-new-tokens", "8", "--json");
        assertThat(run.status()).as(run.err()).isZero();
        return run.out();
    }

    @Test
    void exportedImportedAndReadInPlaceAModelWritesTheSame() throws IOException {
        Path model = model();
        Path file = folder.resolve("m.gguf");
        KedgeRun exported = KedgeRun.of("export", "--model", model.toString(), "--gguf", file.toString());
        assertThat(exported.status()).as(exported.err()).isZero();
        Path back = folder.resolve("back");
        KedgeRun imported = KedgeRun.of("import", file.toString(), "--output", back.toString());
        assertThat(imported.status()).as(imported.err()).isZero();
        assertThat(Files.mismatch(model.resolve("model.safetensors"), back.resolve("model.safetensors")))
                .isEqualTo(-1);
        String written = sampled(model);
        assertThat(sampled(file)).isEqualTo(written);
        assertThat(sampled(back)).isEqualTo(written);
    }

    @Test
    void whatCannotBeIsOneLineAndStatusTwo() throws IOException {
        Path model = model();
        KedgeRun noFile = KedgeRun.of(
                "import", model.toString(), "--output", folder.resolve("x").toString());
        assertThat(noFile.status()).isEqualTo(2);
        assertThat(noFile.err()).contains("FILE must be a GGUF file, got " + model);
        KedgeRun there = KedgeRun.of("export", "--model", model.toString(), "--gguf", model.toString());
        assertThat(there.status()).isEqualTo(2);
        assertThat(there.err()).contains("--gguf must not exist yet");
        KedgeRun readOnly = KedgeRun.of(
                "export",
                "--model",
                model.toString(),
                "--gguf",
                folder.resolve("y").toString(),
                "--type",
                "Q6_K");
        assertThat(readOnly.status()).isEqualTo(2);
        assertThat(readOnly.err()).contains("--type must be F32, F16, BF16, Q8_0 or Q4_0, got Q6_K");
        assertThat(folder.resolve("y")).doesNotExist();
    }
}
