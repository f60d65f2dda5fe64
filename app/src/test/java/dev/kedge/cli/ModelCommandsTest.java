package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.hub.GenerationConfig;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.ComputeType;
import dev.kedge.text.CharacterTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that use a model directory: sample and eval, on a random model of 15 characters. */
class ModelCommandsTest {

    @TempDir
    static Path directory;

    @BeforeAll
    static void writeModel() throws IOException {
        CharacterTokenizer.write(directory, "0123456789+=");
        DecoderConfig config = new DecoderConfig(15, 32, 48, 2, 4, 2, 16, 1e-6, 10_000.0, 64, true, true, 0.25);
        try (Decoder decoder = Decoder.create(config, ComputeType.FLOAT32, 3)) {
            ModelDirectory.save(
                    directory, decoder, new GenerationConfig(OptionalInt.empty(), List.of(1), OptionalInt.of(0)));
        }
    }

    private static String[] withModel(String command, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = command;
        arguments[1] = "--model";
        arguments[2] = directory.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return arguments;
    }

    @Test
    void samplesComeWithTokensAndLogprobsAndRepeatWithTheSeed() {
        String[] arguments = withModel(
                "sample",
                "--prompt",
                "1+1=",
                "--prompt",
                "2",
                "--samples",
                "3",
                "--seed",
                "5",
                "--top-k",
                "4",
                "--json");
        KedgeRun run = KedgeRun.of(arguments);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(2);
        JsonNode first =
                JsonMapper.shared().readTree(run.out().lines().findFirst().orElseThrow());
        assertThat(first.get("prompt").asString()).isEqualTo("1+1=");
        assertThat(first.get("completions")).hasSize(3);
        for (JsonNode completion : first.get("completions")) {
            int length = completion.get("tokens").size();
            assertThat(completion.get("sampling_logprobs")).hasSize(length);
            assertThat(completion.get("untempered_logprobs")).hasSize(length);
            boolean stopped = completion.get("tokens").get(length - 1).intValue() == 1;
            assertThat(completion.get("finish_reason").asString()).isEqualTo(stopped ? "stop" : "length");
            for (int t = 0; t < length; t++) {
                // Only the four highest of 15 were sampled from: renormalized they are more probable.
                assertThat(completion.get("sampling_logprobs").get(t).doubleValue())
                        .isGreaterThan(
                                completion.get("untempered_logprobs").get(t).doubleValue());
            }
        }
        assertThat(KedgeRun.of(arguments).out()).isEqualTo(run.out());
    }

    @Test
    void withoutJsonTheTextFollowsThePrompt() {
        KedgeRun run = KedgeRun.of(withModel("sample", "--prompt", "1+1=", "--temperature", "0"));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("1+1=").hasLineCount(1);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aChatTemplateIsAppliedWhereItIsAskedFor(@TempDir Path folder) throws IOException {
        Path template = folder.resolve("sum.jinja");
        Files.writeString(template, "{% for m in messages %}{{ m.content }}{% endfor %}{{ '=' * signs | default(1) }}");
        String[] chat = withModel(
                "sample", "--prompt", "1+1", "--template", template.toString(), "--system", "7+", "--temperature", "0");
        JsonNode line = JsonMapper.shared().readTree(KedgeRun.of(withJson(chat)).out());
        assertThat(line.get("prompt").asString()).isEqualTo("1+1");
        assertThat(line.get("given").asString()).isEqualTo("7+1+1=");
        // 0 is token 3, + 13 and = 14.
        assertThat(line.get("prompt_tokens").valueStream().map(JsonNode::intValue))
                .containsExactly(10, 13, 4, 13, 4, 14);
        String answer = line.get("completions").get(0).get("text").asString();
        assertThat(KedgeRun.of(chat).out()).startsWith(answer).doesNotContain("7+1+1");
        // The same text, given plainly, is continued by the same tokens.
        assertThat(KedgeRun.of(withModel("sample", "--prompt", "7+1+1=", "--temperature", "0"))
                        .out())
                .startsWith("7+1+1=" + answer);

        Path data = folder.resolve("data.jsonl");
        Files.writeString(data, """
                {"prompt": [{"role": "user", "content": "2+2"}], "answer": "4"}
                {"prompt": "3+", "answer": "3"}
                """);
        Path output = folder.resolve("out.jsonl");
        KedgeRun run = KedgeRun.of(withModel(
                "eval",
                "--data=" + data,
                "--template=" + template,
                "--template-variable=signs=2",
                "--samples=1",
                "--max-new-tokens=4",
                "--output=" + output));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.readAllLines(output).stream()
                        .map(each ->
                                JsonMapper.shared().readTree(each).get("prompt").asString())
                        .distinct())
                .containsExactly("2+2==", "3+==");
        assertRefused(
                KedgeRun.of(withModel("eval", "--data=" + data)),
                "prompt data.jsonl:1: the model has no chat template");
        assertRefused(KedgeRun.of(withModel("eval", "--data=" + data, "--no-chat")), "no template is to be applied");
        assertRefused(KedgeRun.of(withModel("sample", "--prompt=1", "--chat")), "the model has no chat template");
        assertRefused(
                KedgeRun.of(withModel("sample", "--prompt=1", "--no-chat", "--system=7")), "apply must not be never");
        Files.writeString(template, "{{ raise_exception('no sums today') }}");
        assertRefused(
                KedgeRun.of(withModel("sample", "--prompt=1", "--template=" + template)),
                template + ":1:19: no sums today");
    }

    @Test
    void anEvaluationSaysItsEstimatesAndKeepsEveryCompletion(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("data.jsonl");
        Files.writeString(data, """
                {"q": "1+1=", "a": "so it is #### 2"}
                {"q": "3+4=", "a": "#### 7"}
                """);
        Path output = folder.resolve("out.jsonl");
        String[] arguments = withModel(
                "eval",
                "--data=" + data,
                "--prompt={q}",
                "--answer={a}",
                "--answer-marker=####",
                "--samples=3",
                "--max-new-tokens=5",
                "--output=" + output);
        KedgeRun run = KedgeRun.of(withJson(arguments));
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode estimates = JsonMapper.shared().readTree(run.out());
        assertThat(estimates.propertyNames())
                .containsExactly(
                        "prompts",
                        "greedy",
                        "avg@3",
                        "pass@1",
                        "pass@2",
                        "pass@3",
                        "maj@1",
                        "maj@2",
                        "maj@3",
                        "reward",
                        "completion_length",
                        "truncated");
        List<JsonNode> lines = Files.readAllLines(output).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        // 2 prompts: 1 greedy and 3 sampled completions each.
        assertThat(lines).hasSize(8);
        double right = lines.stream()
                .filter(line -> line.get("how").asString().equals("sampled")
                        && line.get("outcome").asString().equals("correct"))
                .count();
        assertThat(estimates.get("avg@3").get("mean").doubleValue()).isCloseTo(right / 6, within(1e-12));
        assertThat(lines.get(1).get("answer").asString()).isEqualTo("7");
        assertThat(KedgeRun.of(arguments).out()).contains("pass@2", "maj@3", "2 prompts");
    }

    @Test
    void severalDataSetsAreEvaluatedEachInTheFormatOfItsName(@TempDir Path folder) throws IOException {
        Path sums =
                Files.writeString(folder.resolve("a.jsonl"), "{\"question\": \"1+1=\", \"answer\": \"so #### 2\"}\n");
        Path other = Files.writeString(folder.resolve("b.csv"), "q,a\n3+4=,7\n5+1=,6\n");
        Path output = folder.resolve("out.jsonl");
        String[] arguments = withModel(
                "eval",
                "--data=gsm8k=" + sums,
                "--data={kind: dataset, name: other, test: ['" + other + "'], prompt: '{q}', answer: '{a}'}",
                "--samples=2",
                "--max-new-tokens=5",
                "--verifier={kind: sum, of: [task, {kind: numeric, name: again, weight: 0.5}]}",
                "--output=" + output);
        KedgeRun run = KedgeRun.of(withJson(arguments));
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode estimates = JsonMapper.shared().readTree(run.out());
        assertThat(estimates.propertyNames()).containsExactly("gsm8k", "other");
        assertThat(estimates.get("other").get("prompts").intValue()).isEqualTo(2);
        assertThat(Files.readAllLines(output).stream()
                        .map(line ->
                                JsonMapper.shared().readTree(line).get("data").asString()))
                .filteredOn(name -> name.equals("other"))
                .hasSize(6); // 2 prompts: 1 greedy and 2 sampled completions each
        assertRefused(
                KedgeRun.of(withModel("eval", "--data=" + sums, "--data=" + sums, "--format=gsm8k")),
                "each --data must have a name of its own");
        assertRefused(KedgeRun.of(withModel("eval", "--data=" + sums, "--format=gsm9k")), "gsm8k");
        assertRefused(
                KedgeRun.of(withModel("eval", "--data=" + sums, "--format=x=gsm8k", "--prompt={question}")),
                "--format must name one of");
        assertRefused(
                KedgeRun.of(withModel("eval", "--data=gsm8k=" + sums, "--server=localhost")),
                "--server must begin with http:// or https://");
        assertRefused(
                KedgeRun.of(withModel("eval", "--data=gsm8k=" + sums, "--server=http://localhost:1", "--chat")),
                "--server applies its own chat template");
        assertRefused(
                KedgeRun.of(withModel(
                        "eval", "--data=gsm8k=" + sums, "--server=http://localhost:1", "--api-key-env=NO_SUCH_KEY_")),
                "--api-key-env must name an environment variable that is set, got NO_SUCH_KEY_");
    }

    @Test
    void wrongInputIsOneLine(@TempDir Path folder) throws IOException {
        Path broken = folder.resolve("broken.jsonl");
        Files.writeString(broken, "{\"prompt\": \"1\", \"answer\": \"1\"}\n{\"prompt\": \n");
        assertRefused(KedgeRun.of("sample", "--model", folder.toString(), "--prompt", "1"), "config.json");
        assertRefused(KedgeRun.of(withModel("sample", "--prompt", "")), "at least one token");
        assertRefused(KedgeRun.of(withModel("sample", "--prompt", "1", "--top-p", "0")), "top_p must be in (0, 1]");
        assertRefused(KedgeRun.of(withModel("sample", "--prompt", "1", "--samples", "0")), "must be >= 1");
        assertRefused(KedgeRun.of(withModel("eval", "--data", "nowhere.jsonl")), "nowhere.jsonl");
        assertRefused(KedgeRun.of(withModel("eval", "--data", broken.toString())), "broken.jsonl:2");
    }

    private static void assertRefused(KedgeRun run, String naming) {
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(naming).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    private static String[] withJson(String... arguments) {
        String[] more = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        more[arguments.length] = "--json";
        return more;
    }
}
