package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.hub.GenerationConfig;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScoreCommandTest {

    @TempDir
    Path folder;

    private Path input;

    @BeforeEach
    void writeModel() {
        input = folder.resolve("input.jsonl");
        DecoderConfig config = new DecoderConfig(11, 16, 24, 2, 4, 2, 8, 1e-6, 10_000, 32, true, true, 0.02);
        try (Decoder decoder = Decoder.create(config, ComputeType.FLOAT32, 1)) {
            // A zero embedding makes every hidden state and every logit 0: all eleven tokens are equally likely.
            try (NoGradient none = NoGradient.open();
                    Scope scope = Scope.open()) {
                decoder.parameters().masterOf("model.embed_tokens.weight").mul_(new Scalar(0.0));
            }
            ModelDirectory.save(
                    folder.resolve("uniform"),
                    decoder,
                    new GenerationConfig(OptionalInt.empty(), List.of(0), OptionalInt.empty()));
        }
        try (Decoder decoder = Decoder.create(config, ComputeType.FLOAT32, 1)) {
            ModelDirectory.save(
                    folder.resolve("model"),
                    decoder,
                    new GenerationConfig(OptionalInt.empty(), List.of(0), OptionalInt.empty()));
        }
    }

    private KedgeRun score(String model, String... more) {
        String[] arguments = {"score", "--model", folder.resolve(model).toString(), "--input", input.toString()};
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return KedgeRun.of(all);
    }

    @Test
    void aUniformModelGivesEveryTokenTheSame() throws IOException {
        Files.writeString(input, """
                {"tokens": [1, 2, 3, 4, 5], "prompt_tokens": 2}

                {"tokens": [7], "prompt_tokens": 1}
                {"tokens": [7, 8], "prompt_tokens": 1}
                """);
        KedgeRun run = score("uniform", "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        int[] lengths = {3, 0, 1};
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(lengths.length);
        for (int i = 0; i < lengths.length; i++) {
            JsonNode scores = JsonMapper.shared().readTree(lines.get(i));
            assertThat(scores.propertyNames()).containsExactly("logprobs", "entropies");
            assertThat(scores.get("logprobs")).hasSize(lengths[i]);
            assertThat(scores.get("entropies")).hasSize(lengths[i]);
            for (int token = 0; token < lengths[i]; token++) {
                // ln(1/11) = -2.397895, and the entropy of eleven equal chances is ln 11
                assertThat(scores.get("logprobs").get(token).asDouble()).isCloseTo(-Math.log(11), within(1e-6));
                assertThat(scores.get("entropies").get(token).asDouble()).isCloseTo(Math.log(11), within(1e-6));
            }
        }
    }

    @Test
    void aSequencesScoresDoNotDependOnItsCompany() throws IOException {
        Files.writeString(input, "{\"tokens\": [1, 2, 3, 4, 5], \"prompt_tokens\": 2}\n");
        JsonNode alone = JsonMapper.shared().readTree(score("model", "--json").out());
        Files.writeString(input, """
                {"tokens": [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], "prompt_tokens": 1}
                {"tokens": [1, 2, 3, 4, 5], "prompt_tokens": 2}
                """);
        JsonNode together = JsonMapper.shared()
                .readTree(score("model", "--json").out().lines().toList().get(1));
        for (int token = 0; token < 3; token++) {
            // The same sums in batches of other shapes: float32 rounding apart.
            assertThat(together.get("logprobs").get(token).asDouble())
                    .isCloseTo(alone.get("logprobs").get(token).asDouble(), within(1e-5));
        }
    }

    @Test
    void withoutJsonThereIsATable() throws IOException {
        Files.writeString(input, "{\"tokens\": [1, 2, 3], \"prompt_tokens\": 1}\n");
        KedgeRun run = score("uniform");
        assertThat(run.out()).contains("per token").contains("-4.7958").contains("-2.3979");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"tokens": [1, 2]}                       | prompt_tokens must be an integer in [1, 2], got nothing
                    {"tokens": [1, 2], "prompt_tokens": 3}   | prompt_tokens must be an integer in [1, 2], got 3
                    {"tokens": [1, 2], "prompt_tokens": 0}   | prompt_tokens must be an integer in [1, 2], got 0
                    {"tokens": [1, 11], "prompt_tokens": 1}  | tokens[1] must be an integer in [0, 10], got 11
                    {"tokens": [1, "x"], "prompt_tokens": 1} | tokens[1] must be an integer in [0, 10], got "x"
                    {"tokens": [], "prompt_tokens": 1}       | tokens must be a list of 1 to 32 token ids, got 0 of them
                    {"prompt_tokens": 1}                     | tokens must be a list of 1 to 32 token ids, got nothing
                    {"tokens": [1, 2                         | not valid JSON
                    """)
    void aBrokenLineIsNamed(String line, String message) throws IOException {
        Files.writeString(input, "{\"tokens\": [1, 2], \"prompt_tokens\": 1}\n" + line + "\n");
        KedgeRun run = score("model", "--json");
        assertThat(run.status()).isEqualTo(Failure.INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("input.jsonl line 2: ").contains(message);
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void aMissingModelOrInputIsNamed() {
        assertThat(score("absent", "--json").err()).contains("absent is not a model directory");
        assertThat(score("model", "--json").err()).contains("--input must be a file");
        assertThat(score("model", "--json").status()).isEqualTo(Failure.INPUT);
    }
}
