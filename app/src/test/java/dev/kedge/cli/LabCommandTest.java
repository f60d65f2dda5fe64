package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LabCommandTest {

    @TempDir
    Path folder;

    @Test
    void aStudyWritesFiguresAndNumbersAndPrintsItsTables() throws IOException {
        Path out = folder.resolve("new/lab");
        KedgeRun run = KedgeRun.of("lab", "bounds", "--out", out.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("kl3").contains("[0.8236, 1.2000]").contains(out.resolve("bounds.json") + "");
        for (String name : new String[] {"bounds", "bounds-shape", "bounds-by-probability"}) {
            assertThat(out.resolve(name + ".svg")).content().startsWith("<svg");
            assertThat(ImageIO.read(out.resolve(name + ".png").toFile()).getWidth())
                    .isGreaterThan(1000);
        }
        JsonNode numbers = JsonMapper.shared().readTree(out.resolve("bounds.json"));
        assertThat(numbers.get("by_delta").get("kl1").get("high").get(0).isNull())
                .isTrue();
        assertThat(numbers.get("by_delta").get("kl3").get("low").size())
                .isEqualTo(numbers.get("delta").size());
    }

    @Test
    void withJsonTheNumbersAreAloneOnStandardOutput() throws IOException {
        KedgeRun run = KedgeRun.of("lab", "estimators", "--json", "--out", folder.toString());
        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        assertThat(JsonMapper.shared().readTree(run.out()))
                .isEqualTo(JsonMapper.shared().readTree(folder.resolve("estimators.json")));
        assertThat(run.err()).contains(folder.resolve("estimators.svg").toString());
    }

    @Test
    void wrongInput() throws IOException {
        KedgeRun unknown = KedgeRun.of("lab", "bound", "--out", folder.toString());
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err())
                .contains("bounds, estimators, dynamics")
                .contains("got bound")
                .hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
        assertThat(KedgeRun.of("lab").status()).isEqualTo(2);

        Path file = Files.writeString(folder.resolve("file"), "");
        KedgeRun notAFolder = KedgeRun.of("lab", "bounds", "--out", file.toString());
        assertThat(notAFolder.status()).isEqualTo(2);
        assertThat(notAFolder.err()).contains("--out").contains(file.toString()).hasLineCount(1);
    }
}
