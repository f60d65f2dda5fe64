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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code kedge eval} on files that others have: every row is there or named, with the text that the file has. */
class EvalFilesTest {

    @TempDir
    private static Path folder;

    private static Path model;

    @BeforeAll
    static void makeModel() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        ByteTokenizer.write(model);
        DecoderConfig config = new DecoderConfig(260, 16, 32, 1, 2, 1, 8, 1e-6, 10_000.0, 512, true, true, 0.1);
        try (Decoder decoder = Decoder.create(config, ComputeType.FLOAT32, 3)) {
            ModelDirectory.save(
                    model, decoder, new GenerationConfig(OptionalInt.empty(), List.of(1), OptionalInt.of(0)));
        }
    }

    private static Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static KedgeRun eval(Path data, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "eval",
                "--model",
                model.toString(),
                "--samples",
                "1",
                "--max-new-tokens",
                "1",
                "--json",
                "--output",
                folder.resolve("out.jsonl").toString(),
                "--data",
                data.toString()));
        arguments.addAll(List.of(options));
        return KedgeRun.of(arguments.toArray(String[]::new));
    }

    private static List<JsonNode> evaluated(Path data, String... options) throws IOException {
        KedgeRun run = eval(data, options);
        assertThat(run.status()).as(run.err()).isZero();
        return Files.readAllLines(folder.resolve("out.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(line -> line.get("how").asString().equals("greedy"))
                .toList();
    }

    private static String refused(Path data, String... options) {
        KedgeRun run = eval(data, options);
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        return run.err().strip();
    }

    @Test
    void rowsThatBeginWithANumberSignAreRows() throws IOException {
        Path data = file("a.csv", "prompt,answer,note\n#q1,1,ok\n#q2,2,ok\nq3,3,#\n");
        assertThat(evaluated(data))
                .extracting(line -> line.get("id").asString())
                .containsExactly("a.csv:1", "a.csv:2", "a.csv:3");
    }

    @Test
    void aRowOfAnotherLengthIsNamed() throws IOException {
        Path data = file("b.csv", "prompt,answer\nq1,5\nq2,6,7\nq3,8\n");
        assertThat(refused(data)).isEqualTo("kedge: " + data + ":2 has 3 fields, the header 2");
    }

    @Test
    void namesWithBlanksAreFields() throws IOException {
        Path data = file("a.jsonl", "{\"Question\":\"Capital of France?\",\"Correct Answer\":\"Paris\"}\n");
        assertThat(evaluated(
                        data, "--prompt", "{Question}", "--answer", "{Correct Answer}", "--verifier", "normalized"))
                .extracting(line -> line.get("answer").asString())
                .containsExactly("Paris");
    }

    /** One such character ended the evaluation with half a line in the file. */
    @Test
    void halfASurrogatePairEndsNothing() throws IOException {
        Path data = file("b.jsonl", "{\"prompt\":\"q1 \\ud83d x\",\"answer\":\"5\"}\n");
        assertThat(evaluated(data))
                .extracting(line -> line.get("prompt").asString())
                .containsExactly("q1 \uFFFD x");
    }

    @Test
    void nanIsReadAsPythonWritesIt() throws IOException {
        Path data = file("c.jsonl", "{\"prompt\":\"q1\",\"answer\":5,\"rate\":NaN}\n");
        assertThat(evaluated(data)).hasSize(1);
    }

    @Test
    void fieldsThatAreThereAreListed() throws IOException {
        Path data = file("d.json", "{\"data\":[{\"prompt\":\"q1\",\"answer\":\"5\"}]}");
        assertThat(refused(data)).isEqualTo("kedge: " + data + ":1: field \"prompt\" is missing, got [data]");
    }

    /** 600 letters are 600 tokens for a model of 512 positions. */
    @Test
    void aPromptThatIsTooLongIsNamedOrLeftOut() throws IOException {
        Path data = file(
                "e.jsonl",
                "{\"prompt\":\"q\",\"answer\":5}\n{\"prompt\":\"" + "x".repeat(600)
                        + "\",\"answer\":5}\n{\"prompt\":\"r\",\"answer\":5}\n");
        assertThat(refused(data))
                .matches("kedge: prompt e\\.jsonl:2 must fit into the model's 512 positions, but has 60[0-9] tokens");
        assertThat(evaluated(data, "--leave-out-overlong"))
                .extracting(line -> line.get("id").asString())
                .containsExactly("e.jsonl:1", "e.jsonl:3");
        assertThat(eval(data, "--leave-out-overlong").err())
                .isEqualTo(
                        "warning: 1 of 3 prompts are left out: they leave no room in the model's 512 positions; the first"
                                + " is e.jsonl:2\n");
        Path all = file("f.jsonl", "{\"prompt\":\"" + "x".repeat(600) + "\",\"answer\":5}\n");
        assertThat(eval(all, "--leave-out-overlong").status()).isEqualTo(2);
    }

    /** It was said after all prompts had been answered greedily. */
    @Test
    void noSamplesAreRefusedBeforeAnythingIsRead() {
        KedgeRun run = KedgeRun.of("eval", "--model", model.toString(), "--samples", "0", "--data", "not-there.jsonl");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().strip()).isEqualTo("kedge: --samples must be >= 1, got 0");
    }

    @Test
    void pointersOfGitLfsAreCalledSo() throws IOException {
        Path data = file("g.jsonl", "version https://git-lfs.github.com/spec/v1\noid sha256:01\nsize 123\n");
        assertThat(refused(data))
                .isEqualTo("kedge: " + data + " is a Git LFS pointer, not the file itself; git lfs pull fetches it");
    }
}
