package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kedge.api.Conversation;
import dev.kedge.api.Prompt;
import dev.kedge.config.ConfigException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonlTaskTest {

    @TempDir
    Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static Task task(Path train, Map<String, Object> settings) throws IOException {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("train", List.of(train.toString()));
        return Wanted.task(Wanted.of("jsonl", all), 1);
    }

    private static List<Prompt> prompts(Task task, Split split) {
        TaskSource source = task.prompts(split);
        return LongStream.range(0, source.size().orElseThrow())
                .mapToObj(source::prompt)
                .toList();
    }

    private static List<Prompt> allPrompts(Task task) {
        List<Prompt> all = new ArrayList<>();
        for (Split split : Split.values()) {
            try {
                all.addAll(prompts(task, split));
            } catch (IllegalArgumentException empty) {
                String name = split.name().toLowerCase(Locale.ROOT); // as a recipe writes it
                assertThat(empty).hasMessageStartingWith("the data set has no prompt in split " + name);
            }
        }
        return all;
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"prompt\": \"question " + i + "\", \"answer\": \"" + i + "\"}\n")
                .collect(Collectors.joining());
    }

    /** A verifier of the user's own may decide by the other fields of the row: then there is no answer key. */
    @Test
    void thereNeedBeNoAnswer() throws IOException {
        Path file = file("orders.jsonl", "{\"order\": \"3 books\", \"price\": 12}\n");
        Prompt prompt = allPrompts(task(file, Map.of("prompt", "{order}", "answer", "")))
                .get(0);
        assertThat(prompt.answer()).isEmpty();
        assertThat(prompt.fields()).containsEntry("price", "12");
    }

    /** A verifier that looks at the fields of a row finds those that the answer is made of, too. */
    @Test
    void theFieldsOfTheAnswerGoWithThePrompt() throws IOException {
        Path file = file("orders.jsonl", "{\"order\": \"3 books\", \"price\": 12, \"for\": \"Ann\", \"how\": \"…\"}\n");
        Prompt prompt = allPrompts(
                        task(file, Map.of("prompt", "{order}", "answer", "{for}: {price}", "solution", "{how}")))
                .get(0);
        assertThat(prompt.answer()).isEqualTo("Ann: 12");
        assertThat(prompt.fields())
                .isEqualTo(Map.of("for", "Ann", "price", "12", Prompt.JSON_VALUES, "{\"price\":12}"));
    }

    @Test
    void aPromptThatIsOneFieldMayBeAListOfMessages() throws IOException {
        Path train = file("train.jsonl", """
                {"prompt": [{"role": "system", "content": "S"}, {"role": "user", "content": [{"type": "text", "text": "Q"}]}], "answer": 1, "tools": [{"name": "f", "strict": true, "x": null, "n": 1.5}]}
                {"prompt": "plain", "answer": 2}
                """);
        List<Prompt> prompts = allPrompts(task(train, Map.of()));
        Prompt first = prompts.stream()
                .filter(prompt -> prompt.id().equals("train.jsonl:1"))
                .findFirst()
                .orElseThrow();
        assertThat(first.text()).isEqualTo("system: S\nuser: Q");
        Conversation conversation = first.conversation().orElseThrow();
        assertThat(conversation.messages().get(0)).isEqualTo(Map.of("role", "system", "content", "S"));
        assertThat(conversation.tools())
                .containsExactly(
                        Map.of("name", "f", "strict", true, "x", Optional.empty(), "n", new BigDecimal("1.5")));
        assertThat(prompts)
                .extracting(prompt -> prompt.conversation().isPresent())
                .containsOnlyOnce(false);
    }

    @Test
    void aListThatIsNoConversationIsNamedWithItsLine() throws IOException {
        Path broken = file("broken.jsonl", "{\"prompt\": [{\"role\": \"user\"}], \"answer\": 1}");
        assertThatThrownBy(() -> task(broken, Map.of()))
                .hasMessage(broken
                        + ":1: field \"prompt\": message 1 of 1: content must be text or a list of parts, got nothing");
        Path within = file("within.jsonl", "{\"q\": [{\"role\": \"user\", \"content\": \"Q\"}], \"answer\": 1}");
        assertThatThrownBy(() -> task(within, Map.of("prompt", "Q: {q}")))
                .hasMessage(
                        within
                                + ":1: field \"q\" is a list or an object, which only a prompt or an answer that is nothing but this field may be");
    }

    @Test
    void defaultsReadPromptAndAnswer() throws IOException {
        Path file = file(
                "a.jsonl",
                "{\"prompt\": \"1+1=\", \"answer\": 2, \"level\": \"easy\", \"list\": [1], \"none\": null}\n");
        Task task = task(file, Map.of());
        Prompt prompt = allPrompts(task).get(0);
        Map<String, String> fields =
                Map.of("answer", "2", "level", "easy", Prompt.JSON_VALUES, "{\"answer\":2,\"list\":[1]}");
        assertThat(prompt).isEqualTo(new Prompt("a.jsonl:1", "1+1=", "2", fields));
        for (Split split : Split.values()) {
            assertThat(task.demonstrations(split)).isEmpty();
        }
        assertThat(task.alphabet()).isEmpty();
        assertThat(task.verifierKind()).isEqualTo("numeric");
    }

    @Test
    void templatesMarkerAndSolutionMakeARowOfGsm8k() throws IOException {
        Path file = file("train.jsonl", "{\"question\": \"2 {and} 2?\", \"answer\": \"2+2 = <<2+2=4>>4\\n#### 4\"}\n");
        Task task = task(
                file,
                Map.of(
                        "prompt", "Q: {question}\n{{A}} {}:",
                        "answer", "{answer}",
                        "answer_marker", "####",
                        "solution", "{answer}"));
        Prompt prompt = allPrompts(task).get(0);
        assertThat(prompt.text()).isEqualTo("Q: 2 {and} 2?\n{A} {}:"); // what a field contains is not a template
        assertThat(prompt.answer()).isEqualTo("4");
        Split split = SplitRule.of(prompt.text());
        Demonstration demonstration = task.demonstrations(split).orElseThrow().demonstration(0);
        assertThat(demonstration.prompt()).isEqualTo(prompt);
        assertThat(demonstration.completion()).isEqualTo("2+2 = <<2+2=4>>4\n#### 4");
    }

    @Test
    void withoutTestFilesEveryRowIsInExactlyOneSplit() throws IOException {
        Task task = task(file("a.jsonl", rows(0, 800)), Map.of());
        assertThat(allPrompts(task)).hasSize(800).doesNotHaveDuplicates();
        // 800/8 = 100 each, standard deviation sqrt(800·1/8·7/8) = 9.4.
        assertThat(prompts(task, Split.TEST)).hasSizeBetween(60, 140);
        assertThat(prompts(task, Split.VALIDATION)).hasSizeBetween(60, 140);
    }

    @Test
    void splitOfARowDependsOnItsPromptOnly() throws IOException {
        Task all = task(file("a.jsonl", rows(0, 400)), Map.of());
        Task shifted = task(file("b.jsonl", rows(100, 400)), Map.of());
        Set<String> train = new HashSet<>();
        prompts(all, Split.TRAIN).forEach(prompt -> train.add(prompt.text()));
        assertThat(prompts(shifted, Split.TRAIN))
                .allSatisfy(prompt -> assertThat(train).contains(prompt.text()));
        assertThat(prompts(shifted, Split.TEST))
                .noneSatisfy(prompt -> assertThat(train).contains(prompt.text()));
    }

    @Test
    void promptOfATestFileIsNeverTrainedOn() throws IOException {
        Path test = file("test.jsonl", rows(0, 50));
        Task task = task(file("train.jsonl", rows(25, 425)), Map.of("test", List.of(test.toString())));
        assertThat(prompts(task, Split.TEST)).hasSize(50);
        Set<String> held = new HashSet<>();
        prompts(task, Split.TEST).forEach(prompt -> held.add(prompt.text()));
        List<Prompt> used = new ArrayList<>(prompts(task, Split.TRAIN));
        used.addAll(prompts(task, Split.VALIDATION));
        assertThat(used).hasSize(375); // 400 rows, 25 of them also in the test file
        assertThat(used).noneSatisfy(prompt -> assertThat(held).contains(prompt.text()));
    }

    @Test
    void filesAreNamedWithTheNumberOfRowsUsed() throws IOException {
        Path file = file("a.jsonl", rows(0, 40));
        Task task = task(file, Map.of("limit", 10L));
        assertThat(allPrompts(task)).hasSize(10);
        assertThat(task.files()).containsExactly(new DataFile(file, 10));
    }

    @Test
    void blankLinesCarriageReturnsByteOrderMarkAndMissingLastNewlineAreFine() throws IOException {
        Path file = file(
                "a.jsonl",
                "\uFEFF{\"prompt\":\"ä😀\",\"answer\":\"1\"}\r\n\r\n  \n{\"prompt\":\"b\",\"answer\":\"2\"}");
        assertThat(allPrompts(task(file, Map.of())))
                .extracting(Prompt::id, Prompt::text)
                .containsExactlyInAnyOrder(tuple("a.jsonl:1", "ä😀"), tuple("a.jsonl:4", "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"prompt\": \"x\" | not a JSON object: ",
                "[1, 2] | not a JSON object: it is array",
                "\"text\" | not a JSON object: it is string",
                "{\"prompt\":\"x\",\"answer\":\"1\"} {} | not a JSON object: ",
                "{\"prompt\":\"x\",\"prompt\":\"y\",\"answer\":\"1\"} | not a JSON object: ",
                "{\"prompt\":\"x\"} | field \"answer\" is missing, got [prompt]",
                "{\"prompt\":\"x\",\"answer\":null} | field \"answer\" is missing, got [prompt]",
            })
    void brokenLineIsOneLineThatNamesItsPlace(String line, String problem) throws IOException {
        Path file = file("a.jsonl", rows(0, 16) + line + "\n" + rows(17, 20));
        assertThatThrownBy(() -> task(file, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ":17: " + problem)
                .hasMessageNotContaining("\n");
    }

    @Test
    void bytesThatAreNotUtf8NameTheirLine() throws IOException {
        Path file = directory.resolve("a.jsonl");
        byte[] good = rows(0, 2).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(good, good.length + 2);
        bytes[good.length] = (byte) 0xC3;
        bytes[good.length + 1] = '"';
        Files.write(file, bytes);
        assertThatThrownBy(() -> task(file, Map.of())).hasMessage(file + ":3: not UTF-8");
    }

    @Test
    void answerWithoutItsMarkerNamesTheLine() throws IOException {
        Path file = file("a.jsonl", rows(0, 1));
        assertThatThrownBy(() -> task(file, Map.of("answer_marker", "####")))
                .hasMessage(file + ":1: the answer must contain \"####\"");
    }

    @Test
    void missingFileAndNoFileAreErrorsOfTheSetting() {
        Path missing = directory.resolve("none.jsonl");
        assertThatThrownBy(() -> task(missing, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("train[0] must be a file that exists, got " + missing);
        assertThatThrownBy(() -> Wanted.task(Wanted.of("jsonl"), 1))
                .isInstanceOf(ConfigException.class)
                .hasMessage("train must name at least one file, got none");
    }

    @Test
    void splitWithoutRowsSaysSo() throws IOException {
        Path test = file("test.jsonl", "\n");
        Task task = task(file("a.jsonl", rows(0, 1)), Map.of("test", List.of(test.toString())));
        assertThat(allPrompts(task)).hasSize(1);
        int refused = 0;
        for (Split split : Split.values()) {
            try {
                task.prompts(split);
            } catch (IllegalArgumentException empty) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(2);
    }
}
