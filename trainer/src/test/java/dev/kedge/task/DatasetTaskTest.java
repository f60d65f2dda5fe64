package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Prompt;
import dev.kedge.config.ConfigException;
import dev.kedge.task.data.RowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every kind, and which of their rows are for what. */
class DatasetTaskTest {

    /** A row as verl writes it: row i asks for i + 1000 and answers i, pass rate i/10 mod 1. */
    private static final String VERL = "SELECT [{'role': 'user', 'content': 'What is ' || i || '?'}] AS prompt,"
            + " {'ground_truth': i::VARCHAR, 'style': 'rule'} AS reward_model,"
            + " {'index': i, 'pass_rate': (i %% 10) / 10.0} AS extra_info, 'math' AS data_source FROM range(%d) r(i)";

    @TempDir
    Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private Path parquet(String name, String query) throws SQLException {
        Path file = directory.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    private static Task test(Path file, Map<String, Object> settings) throws IOException {
        return task(Map.of("test", List.of(file.toString())), settings);
    }

    private static Task task(Map<String, Object> files, Map<String, Object> settings) throws IOException {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(files);
        return Wanted.task(Wanted.of("dataset", all), 1);
    }

    private static List<Prompt> prompts(Task task, Split split) {
        TaskSource source = task.prompts(split);
        return LongStream.range(0, source.size().orElseThrow())
                .mapToObj(source::prompt)
                .toList();
    }

    private static List<String> answers(Task task) {
        return prompts(task, Split.TEST).stream().map(Prompt::answer).toList();
    }

    @Test
    void theSameRowsAreReadFromEveryKindOfFile() throws Exception {
        Path lines = file(
                "a.jsonl", "{\"prompt\":\"a, b\",\"answer\":\"007\"}\n\n{\"prompt\":\"ä\\nc\",\"answer\":\"1/2\"}");
        Path array = file(
                "a.json", "\n [{\"prompt\":\"a, b\",\"answer\":\"007\"},{\"prompt\":\"ä\\nc\",\"answer\":\"1/2\"}]");
        Path linesByAnotherName = file("b.json", Files.readString(lines));
        Path commas = file("a.csv", "prompt,answer\n\"a, b\",007\n\"ä\nc\",1/2\n");
        Path tabs = file("a.tsv", "prompt\tanswer\na, b\t007\n\"ä\nc\"\t1/2\n");
        Path parquet = parquet(
                "a.parquet",
                "SELECT * FROM (VALUES ('a, b', '007'), ('ä' || chr(10) || 'c', '1/2')) v(prompt, answer)");
        for (Path path : List.of(lines, array, linesByAnotherName, commas, tabs, parquet)) {
            assertThat(prompts(test(path, Map.of()), Split.TEST))
                    .as("%s", path)
                    .extracting(Prompt::text)
                    .containsExactly("a, b", "ä\nc");
            assertThat(answers(test(path, Map.of()))).as("%s", path).containsExactly("007", "1/2");
        }
    }

    @Test
    void nestedColumnsOfParquetAreConversationsAndDottedPaths() throws Exception {
        Path path = parquet("verl.parquet", VERL.formatted(3));
        Prompt last = prompts(test(path, Map.of("answer", "{reward_model.ground_truth}")), Split.TEST)
                .get(2);
        assertThat(last.id()).isEqualTo("verl.parquet:2"); // file_row_number counts from 0
        assertThat(last.answer()).isEqualTo("2");
        assertThat(last.conversation().orElseThrow().messages())
                .containsExactly(Map.of("role", "user", "content", "What is 2?"));
        assertThat(last.fields())
                .containsEntry("extra_info.index", "2")
                .containsEntry("reward_model.style", "rule")
                .containsEntry("reward_model.ground_truth", "2")
                .doesNotContainKey("prompt");
        assertThat(last.fields().get(Prompt.JSON_VALUES))
                .contains("\"reward_model\":{")
                .contains("\"index\":2")
                .doesNotContain("What is 2?");
        assertThat(answers(test(path, Map.of("format", "dapo-math-17k")))).containsExactly("0", "1", "2");
        assertThat(answers(test(path, Map.of("answer", "{none|extra_info.index}-{nothing|}"))))
                .startsWith("0-");
    }

    @Test
    void aConditionInSqlChoosesRowsOfEveryKindOfFile() throws Exception {
        Path parquet = parquet("verl.parquet", VERL.formatted(30));
        assertThat(answers(test(
                        parquet,
                        Map.of("format", "dapo-math-17k", "where", "extra_info.pass_rate BETWEEN 0.8 AND 0.95"))))
                .containsExactly("8", "9", "18", "19", "28", "29");
        Path lines = file(
                "a.jsonl",
                "{\"prompt\":\"p\",\"answer\":1,\"x\":{\"y\":1}}\n\n{\"prompt\":\"q\",\"answer\":\"z\",\"x\":{\"y\":5}}");
        Task task = test(lines, Map.of("where", "x.y > 1"));
        assertThat(prompts(task, Split.TEST)).extracting(Prompt::id).containsExactly("a.jsonl:3");
        Path commas = file("a.csv", "prompt,answer,level\np,01,1\nq,02,5\nr,03,9\n");
        assertThat(answers(test(commas, Map.of("where", "level >= 5", "limit", 1L))))
                .containsExactly("02");
        assertThatThrownBy(() -> test(commas, Map.of("where", "levle >= 5")))
                .hasMessageStartingWith("where must be a condition in SQL on the columns of " + commas
                        + ", got levle >= 5: Binder Error: Referenced column \"levle\" not found")
                .hasMessageNotContaining("\n");
    }

    @Test
    void patternsNameTheFilesThatMatchInOrder() throws IOException {
        file("b-2.jsonl", "{\"prompt\":\"2\",\"answer\":2}");
        file("b-1.jsonl", "{\"prompt\":\"1\",\"answer\":1}");
        file("c.jsonl", "{\"prompt\":\"3\",\"answer\":3}");
        assertThat(answers(test(directory.resolve("b-*.jsonl"), Map.of()))).containsExactly("1", "2");
        assertThatThrownBy(() -> test(directory.resolve("d-*.jsonl"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("test[0] must match a file, got " + directory.resolve("d-*.jsonl"));
    }

    @Test
    void brokenFilesOfEveryKindNameFileRowAndReason() throws IOException {
        Path array = file("a.json", "[{\"prompt\":\"p\",\"answer\":1},\n 7]");
        assertThatThrownBy(() -> test(array, Map.of())).hasMessage(array + ": row 2: not a JSON object: it is number");
        Path open = file("b.json", "[{\"prompt\":\"p\",\"answer\":1},\n {\"prompt\"");
        assertThatThrownBy(() -> test(open, Map.of())).hasMessageStartingWith(open + ":2: row 2: not JSON: ");
        Path commas = file("a.csv", "prompt,answer\np,1\nq,2,3\n");
        assertThatThrownBy(() -> test(commas, Map.of())).hasMessage(commas + ":2 has 3 fields, the header 2");
        Path empty = file("b.csv", "prompt,answer\np,1\nq,\n");
        assertThatThrownBy(() -> test(empty, Map.of()))
                .hasMessage(empty + ":2: field \"answer\" is missing, got [prompt]");
        Path text = file("a.parquet", "prompt,answer");
        assertThatThrownBy(() -> test(text, Map.of()))
                .hasMessageStartingWith(text + ": ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void shuffledRowsAreAnotherSampleForEverySeed() throws IOException {
        Path lines = file(
                "a.jsonl",
                IntStream.range(0, 100)
                        .mapToObj(i -> "{\"prompt\":\"p" + i + "\",\"answer\":" + i + "}\n")
                        .collect(Collectors.joining()));
        Set<List<String>> samples = new HashSet<>();
        for (long seed = 0; seed < 4; seed++) {
            Wanted choice =
                    Wanted.of("dataset", Map.of("test", List.of(lines.toString()), "shuffle", true, "limit", 10L));
            List<String> sample = answers(Wanted.task(choice, seed));
            assertThat(sample).hasSize(10).doesNotHaveDuplicates();
            assertThat(answers(Wanted.task(choice, seed))).isEqualTo(sample);
            samples.add(sample);
        }
        assertThat(samples).hasSize(4);
    }

    @Test
    void duplicatesAreLeftOutByTheirWords() throws IOException {
        Path train = file("a.jsonl", """
                {"prompt": "What is 2?", "answer": 1}
                {"prompt": "what  is\\n2? ", "answer": 2}
                {"prompt": "What is 3?", "answer": 3}
                """);
        Path test = file("t.jsonl", "{\"prompt\": \"other\", \"answer\": 0}");
        Map<String, Object> files = Map.of(
                "train", List.of(train.toString()),
                "test", List.of(test.toString()),
                "validation", List.of(test.toString()));
        assertThat(prompts(task(files, Map.of()), Split.TRAIN)).hasSize(3);
        assertThat(prompts(task(files, Map.of("dedupe", true)), Split.TRAIN))
                .extracting(Prompt::answer)
                .containsExactly("1", "3");
    }

    @Test
    void trainingOnWhatIsHeldOutCanBeRefusedOrAllowed() throws IOException {
        Path train =
                file("a.jsonl", "{\"prompt\": \"x\", \"answer\": 1}\n{\"prompt\": \"What  is 2?\", \"answer\": 1}\n");
        Path test =
                file("t.jsonl", "{\"prompt\": \"y\", \"answer\": 1}\n\n{\"prompt\": \"what is 2?\", \"answer\": 1}\n");
        Map<String, Object> files = Map.of(
                "train", List.of(train.toString()),
                "test", List.of(test.toString()),
                "validation", List.of(test.toString()));
        assertThat(prompts(task(files, Map.of()), Split.TRAIN)).hasSize(1);
        assertThat(prompts(task(files, Map.of("overlap", "allow")), Split.TRAIN))
                .hasSize(2);
        assertThatThrownBy(() -> task(files, Map.of("overlap", "error")))
                .hasMessage("training and held-out files must not share a prompt (overlap: error), got " + train
                        + ":2, the prompt of " + test + ":3");
    }

    /** 100,020 rows, of which every hundredth below 1000 is held out. */
    @Test
    void aLargeParquetFileStaysWhereItIsAndWhatIsHeldOutGivesWay() throws Exception {
        int count = (int) RowFile.MAX_AT_ONCE + 20;
        Path train = parquet("large.parquet", VERL.formatted(count));
        Path test = parquet(
                "held.parquet", "SELECT * FROM (" + VERL.formatted(1000) + ") WHERE extra_info.index % 100 = 0");
        RowFile file = new RowFile.Opener()
                .open(train, new RowFile.Choice(Optional.empty(), Optional.empty(), OptionalInt.empty()));
        assertThat(file.isPaged()).isTrue();
        Task task = task(
                Map.of("train", List.of(train.toString()), "test", List.of(test.toString())),
                Map.of("format", "dapo-math-17k"));
        assertThat(task.prompts(Split.TEST).size()).hasValue(10);
        TaskSource source = task.prompts(Split.TRAIN);
        assertThat(source.size()).hasValue(count);
        List<Long> indices = List.of(100_019L, 0L, 77_000L, 100L, 77_000L, 101L);
        assertThat(source.prompts(indices))
                .extracting(Prompt::answer)
                .containsExactly("100019", "1", "77000", "101", "77000", "101");
        assertThat(indices.stream().map(source::prompt).toList()).isEqualTo(source.prompts(indices));
    }

    @Test
    void aLargeParquetFileIsDividedAsALinesFileIs() throws Exception {
        int count = (int) RowFile.MAX_AT_ONCE + 1;
        String query = "SELECT 'question ' || i AS prompt, i AS answer FROM range(%d) r(i)".formatted(count);
        Task paged = task(Map.of("train", List.of(parquet("a.parquet", query).toString())), Map.of());
        Task lines = task(
                Map.of(
                        "train",
                        List.of(file(
                                        "a.jsonl",
                                        IntStream.range(0, 2000)
                                                .mapToObj(i ->
                                                        "{\"prompt\":\"question " + i + "\",\"answer\":" + i + "}\n")
                                                .collect(Collectors.joining()))
                                .toString())),
                Map.of());
        long sum = 0;
        for (Split split : Split.values()) {
            List<String> small = new ArrayList<>(
                    prompts(lines, split).stream().map(Prompt::answer).toList());
            sum += paged.prompts(split).size().orElseThrow();
            List<Long> first = LongStream.range(0, small.size()).boxed().toList();
            assertThat(paged.prompts(split).prompts(first).stream().map(Prompt::answer))
                    .isEqualTo(small);
        }
        assertThat(sum).isEqualTo(count);
    }

    @Test
    void boxesAreReadWithTheirBraces() throws IOException {
        Path path = file("math.jsonl", """
                {"problem": "p", "solution": "first \\\\boxed{1}, so \\\\boxed{\\\\frac{1}{2}}. Done"}
                {"problem": "p", "solution": "thus $\\\\boxed 7$."}
                {"problem": "p", "solution": "thus \\\\fbox{\\\\{1, 2\\\\}}"}
                {"problem": "p", "answer": "9", "solution": "no box"}
                """);
        assertThat(answers(test(path, Map.of("format", "math"))))
                .containsExactly("\\frac{1}{2}", "7", "\\{1, 2\\}", "9");
        assertThatThrownBy(() ->
                        test(path, Map.of("prompt", "{problem}", "answer", "{solution}", "answer_marker", "\\boxed")))
                .hasMessage(path + ":4: the answer must contain \"\\boxed\"");
    }
}
