package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyCommandTest {

    @TempDir
    private Path folder = Path.of("");

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("answers.jsonl"), content);
    }

    @Test
    void oneAnswerIsJudgedByTheMathematicalVerifier() {
        KedgeRun run = KedgeRun.of("verify", "--gold", "\\frac{1}{2}", "--answer", "The answer is 0.5.", "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out().strip())
                .isEqualTo("{\"id\":\"answer\",\"correct\":true,\"extracted\":\"0.5\",\"reason\":\"equal\"}");
    }

    @Test
    void rowsComeInTheOrderOfTheInputWithTheirIds() throws IOException {
        Path input = file("""
                {"id": "b", "gold": "1/2", "pred": "\\\\boxed{0.5}"}

                {"id": 7, "gold": 5, "pred": "6"}
                {"gold": "5", "pred": "I do not know."}
                """);
        KedgeRun run = KedgeRun.of("verify", "--input", input.toString(), "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "{\"id\":\"b\",\"correct\":true,\"extracted\":\"0.5\",\"reason\":\"equal\"}",
                        "{\"id\":7,\"correct\":false,\"extracted\":\"6\",\"reason\":\"not 5\"}",
                        "{\"id\":\"4\",\"correct\":false,\"extracted\":\"\",\"reason\":\"no answer found\"}");
    }

    @Test
    void anotherVerifierCanBeNamed() {
        KedgeRun run = KedgeRun.of("verify", "--gold", "1/2", "--answer", "0.5", "--verifier", "exact", "--json");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("\"correct\":false");
    }

    @Test
    void anAnswerOfFiveMegabytesIsJudged() throws IOException {
        Path input = file(
                "{\"id\":\"long\",\"gold\":\"7\",\"pred\":\"" + "words ".repeat(850_000) + "The answer is 7.\"}\n");
        KedgeRun run = KedgeRun.of("verify", "--input", input.toString(), "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("\"correct\":true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"gold\": \"1\"} | line 2: pred must be a text or a number, got nothing",
                "{\"gold\": [1], \"pred\": \"1\"} | line 2: gold must be a text or a number, got [1]",
                "[1] | line 2: must be a JSON object with gold and pred, got ARRAY",
                "{\"gold\": | line 2: not valid JSON"
            })
    void aBadRowIsOneLineWithFileAndLine(String row, String problem) throws IOException {
        Path input = file("{\"gold\": \"1\", \"pred\": \"1\"}\n" + row + "\n");
        KedgeRun run = KedgeRun.of("verify", "--input", input.toString(), "--json");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(input.toString()).contains(problem);
    }

    @Test
    void wrongUseIsExitStatusTwo() {
        assertThat(KedgeRun.of("verify").status()).isEqualTo(2);
        assertThat(KedgeRun.of("verify", "--gold", "1").status()).isEqualTo(2);
        assertThat(KedgeRun.of("verify", "--input", "nowhere.jsonl").status()).isEqualTo(2);
        assertThat(KedgeRun.of("verify", "--gold", "1", "--answer", "1", "--verifier", "maths")
                        .status())
                .isEqualTo(2);
        assertThat(KedgeRun.of("verify", "--gold", "1", "--answer", "1", "--input", "x")
                        .status())
                .isEqualTo(2);
    }

    /** 0.10 and 1e5 are compared as they stand in the file. */
    @Test
    void numbersOfTheInputAreAsTheyAreWritten() throws IOException {
        Path input = Files.writeString(
                folder.resolve("numbers.jsonl"),
                "{\"id\":7,\"gold\":0.10,\"pred\":\"0.10\"}\n{\"id\":1.5,\"gold\":\"1e5\",\"pred\":1e5}\n");
        KedgeRun run = KedgeRun.of("verify", "--verifier", "exact", "--input", input.toString(), "--json");
        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line).contains("\"correct\":true"))
                .hasSize(2);
        assertThat(run.out()).contains("{\"id\":7,").contains("{\"id\":\"1.5\",");
    }
}
