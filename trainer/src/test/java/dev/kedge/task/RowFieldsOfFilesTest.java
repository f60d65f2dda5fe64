package dev.kedge.task;

import static dev.kedge.task.DataFiles.answers;
import static dev.kedge.task.DataFiles.prompts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Prompt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields of JSON and Parquet files: by their own names, with the text that the file has. */
class RowFieldsOfFilesTest {

    @TempDir
    private Path directory;

    private DataFiles files;

    @BeforeEach
    void files() {
        files = new DataFiles(directory);
    }

    @Test
    void namesMayHaveBlanksAndOtherSigns() throws IOException {
        Path file = files.text(
                "a.jsonl",
                "{\"Question\":\"Capital of France?\",\"Correct Answer\":\"Paris\",\"Incorrect Answer 1\":\"Rome\","
                        + "\"答案\":\"巴黎\",\"a (b)\":{\"c d\":[7]},\"1st\":\"one\",\"x/y-z?\":\"s\"}\n");
        String all = "{Correct Answer} {Incorrect Answer 1} {答案} {a (b).c d.0} {1st} {x/y-z?} {none of them|Question}";
        assertThat(answers(file, Map.of("prompt", "{Question}", "answer", all)))
                .containsExactly("Paris Rome 巴黎 7 one s Capital of France?");
        assertThatThrownBy(() -> prompts(file, Map.of("prompt", "{Question}", "answer", "{Corect Answer}")))
                .hasMessage(file + ":1: field \"Corect Answer\" is missing, got [Question, Correct Answer,"
                        + " Incorrect Answer 1, 答案, a (b).c d, 1st, x/y-z?]; braces that are no field are written"
                        + " {{Corect Answer}}");
        String tex =
                "{Question} \\boxed{your answer} \\frac{a b}{c d} x^{n + 1} {} {\"a\": 1} {{so it is}} \\boxed{Question}";
        assertThat(prompts(file, Map.of("prompt", tex, "answer", "")))
                .extracting(Prompt::text)
                .containsExactly("Capital of France? \\boxed{your answer} \\frac{a b}{c d} x^{n + 1} {} {\"a\": 1}"
                        + " {so it is} \\boxedCapital of France?");
    }

    /** Numbers as they stand in the file; Java alone would write 1E-7 and 1E+5. */
    @ParameterizedTest
    @CsvSource({
        "0.0000001, 0.0000001",
        "1e5, 1e5",
        "1E+5, 1E+5",
        "-0.0, -0.0",
        "18.00, 18.00",
        "12345678901234567890123, 12345678901234567890123",
        "1e400, 1e400",
        "NaN, NaN",
        "-Infinity, -Infinity",
        "true, true",
        "\"007\", 007",
    })
    void numbersAreTheTextThatIsWritten(String written, String answer) throws IOException {
        Path lines = files.text("a.jsonl", "{\"prompt\":\"q\",\"answer\":" + written + "}\n");
        assertThat(answers(lines, Map.of())).containsExactly(answer);
        Path array = files.text("a.json", "[{\"prompt\":\"q\",\"answer\":[" + written + "]}]\n");
        assertThat(answers(array, Map.of())).containsExactly(answer);
    }

    /** A negative zero in a tool's arguments is no zero. */
    @Test
    void numbersOfConversationsKeepTheirSign() throws IOException {
        Path file = files.text(
                "a.jsonl",
                "{\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"answer\":1,\"tools\":[{\"x\":-0.0,\"y\":1e400,\"n\":3}]}\n");
        Prompt prompt = prompts(file, Map.of()).get(0);
        Map<?, ?> tool = (Map<?, ?>) prompt.conversation().orElseThrow().tools().get(0);
        assertThat(tool.get("x")).isEqualTo(-0.0);
        assertThat(tool.get("n")).isEqualTo(3);
        assertThat(tool.get("y"))
                .isInstanceOfSatisfying(
                        Number.class, number -> assertThat(number.doubleValue()).isInfinite());
    }

    @Test
    void aListIsAListOfRightAnswers() throws IOException {
        Path file = files.text(
                "a.jsonl",
                "{\"prompt\":\"Who won?\",\"answers\":{\"text\":[\"Denver Broncos\",\"the \\\"Broncos\\\"\",5,null]}}\n");
        Prompt prompt = prompts(file, Map.of("answer", "{answers.text}")).get(0);
        assertThat(prompt.answer()).isEqualTo("Denver Broncos, the \"Broncos\", 5");
        assertThat(prompt.fields())
                .containsEntry(Prompt.RIGHT_ANSWERS, "[\"Denver Broncos\",\"the \\\"Broncos\\\"\",\"5\"]");
        assertThat(prompts(file, Map.of("answer", "{answers.text.0}")).get(0).fields())
                .doesNotContainKey(Prompt.RIGHT_ANSWERS);
        Path none = files.text("b.jsonl", "{\"prompt\":\"Who won?\",\"answers\":{\"text\":[]}}\n");
        assertThatThrownBy(() -> prompts(none, Map.of("answer", "{answers.text}")))
                .hasMessage(none + ":1: field \"answers.text\" is an empty list, and there must be an answer");
    }

    /** The tests of a program and a schema are an answer as JSON, numbers as they are written. */
    @Test
    void aListOfObjectsIsAnAnswerAsJson() throws IOException {
        Path file = files.text(
                "a.jsonl",
                "{\"prompt\":\"p\",\"answer\":[{\"call\":\"f()\",\"result\":[1e5,2.50,{\"a\":null,\"b\":[]}]}],\"schema\":{\"type\":\"number\"}}\n");
        assertThat(answers(file, Map.of()))
                .containsExactly("[{\"call\":\"f()\",\"result\":[1e5,2.50,{\"a\":null,\"b\":[]}]}]");
        assertThat(answers(file, Map.of("answer", "{schema}"))).containsExactly("{\"type\":\"number\"}");
        assertThatThrownBy(() -> prompts(file, Map.of("answer", "x {answer}")))
                .hasMessageStartingWith(file + ":1: field \"answer\" is a list or an object");
    }

    @Test
    void fieldsThatHoldListsAreNamedAmongThoseThatAreThere() throws IOException {
        Path file = files.text("a.json", "{\"data\":[{\"prompt\":\"q1\",\"answer\":\"5\"}]}");
        assertThatThrownBy(() -> prompts(file, Map.of()))
                .hasMessage(file + ":1: field \"prompt\" is missing, got [data]");
        Path pretty =
                files.text("b.json", "{\n  \"data\": [\n    {\"prompt\": \"q1\"}\n  ], \"n\": null, \"o\": {}\n}\n");
        assertThatThrownBy(() -> prompts(pretty, Map.of()))
                .hasMessage(pretty + ":1: field \"prompt\" is missing, got [data, o]");
    }

    @Test
    void halfASurrogatePairIsTheReplacementCharacter() throws IOException {
        Path file = files.text("a.jsonl", "{\"prompt\":\"q1 \\ud83d x\",\"answer\":\"\\ude00 \\ud83d\\ude00\"}\n");
        Prompt prompt = prompts(file, Map.of()).get(0);
        assertThat(prompt.text()).isEqualTo("q1 \uFFFD x");
        assertThat(prompt.answer()).isEqualTo("\uFFFD \ud83d\ude00");
    }

    @Test
    void namesThatDifferInCaseAreDifferentFields() throws IOException {
        Path file = files.text("a.jsonl", "{\"prompt\":\"q\",\"Answer\":\"1\",\"answer\":\"2\"}\n");
        assertThat(answers(file, Map.of())).containsExactly("2");
        assertThat(answers(file, Map.of("where", "answer = '2'"))).containsExactly("2");
        assertThat(answers(file, Map.of("where", "\"Answer\" = '1'"))).containsExactly("2");
    }

    /** DuckDB writes the second name as answer_1; others, as the patched file here, write both as they are. */
    @Test
    void columnsOfParquetHaveTheirOwnNames() throws Exception {
        Path written = files.parquet("a.parquet", "SELECT 'q' AS prompt, '6' AS \"Answer\", '7' AS \"answer\"");
        assertThat(answers(written, Map.of())).containsExactly("7");
        Path file = files.parquet(
                "b.parquet", "SELECT 'q' AS prompt, '6' AS \"Answer\", '7' AS \"bnswer\", {'A': 1.50, 'b': 2} AS s");
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, bytes.replace("bnswer", "answer"), StandardCharsets.ISO_8859_1);
        assertThat(answers(file, Map.of())).containsExactly("7");
        assertThat(answers(file, Map.of("answer", "{Answer}{s.A}"))).containsExactly("61.50");
        assertThat(answers(file, Map.of("where", "answer = '7' AND \"Answer\" = '6'")))
                .containsExactly("7");
        assertThatThrownBy(() -> prompts(file, Map.of("answer", "{result}")))
                .hasMessage(file + ":0: field \"result\" is missing, got [prompt, Answer, answer, s.A, s.b]");
        Path own = files.parquet(
                "c.parquet",
                "SELECT 'q' AS prompt, i AS answer, i + 5 AS file_row_number, i + 7 AS kedge_row FROM range(3) r(i)");
        assertThat(answers(own, Map.of("answer", "{answer} {file_row_number} {kedge_row}")))
                .containsExactly("0 5 7", "1 6 8", "2 7 9");
        assertThat(answers(own, Map.of("where", "file_row_number >= 6 AND kedge_row < 9")))
                .containsExactly("1");
        assertThat(prompts(own, Map.of()).get(1).id()).isEqualTo("c.parquet:1");
        assertThat(prompts(own, Map.of()).get(1).fields())
                .isEqualTo(Map.of(
                        "answer",
                        "1",
                        "file_row_number",
                        "6",
                        "kedge_row",
                        "8",
                        Prompt.JSON_VALUES,
                        "{\"answer\":1,\"file_row_number\":6,\"kedge_row\":8}"));
    }

    /** The shortest text of a 32-bit 0.1; two decimals of 18.00; bytes as the text that they are. */
    @Test
    void valuesOfParquetAreWrittenAsTheyAre() throws Exception {
        String values = "0.1::FLOAT AS f, 18.00::DECIMAL(10,2) AS d, 123456789012345.60::DECIMAL(17,2) AS w,"
                + " encode('café ½') AS b, '\\xFF\\xFE'::BLOB AS raw, 1e-7::DOUBLE AS small, 'nan'::DOUBLE AS nan,"
                + " [0.1::FLOAT, 0.25] AS l, {'x': 0.1::FLOAT, 'y': [2.50]} AS s, MAP {'k': 1.50} AS m,"
                + " TIMESTAMP '2024-01-02 03:04:05' AS t, DATE '2024-01-02' AS day, true AS yes, NULL AS nothing,"
                + " 18446744073709551615::UBIGINT AS u, 'a'::ENUM('a', 'b,c') AS e,"
                + " 'f47ac10b-58cc-4372-a567-0e02b2c3d479'::UUID AS id";
        Path file = files.parquet("a.parquet", "SELECT 'q' AS prompt, " + values);
        assertThat(answers(
                        file,
                        Map.of(
                                "answer",
                                "{f} {d} {w} {b} {raw} {small} {nan} {l} {s.x} {s.y.0} {m.k} {t} {day} {yes} {nothing|}"
                                        + " {u} {e} {id}")))
                .containsExactly("0.1 18.00 123456789012345.60 café ½ \\xFF\\xFE 1e-07 NaN 0.1, 0.25 0.1 2.50 1.50"
                        + " 2024-01-02 03:04:05 2024-01-02 true  18446744073709551615 a"
                        + " f47ac10b-58cc-4372-a567-0e02b2c3d479");
        assertThat(answers(file, Map.of("answer", "{b}", "where", "b = 'café ½' AND d = 18 AND f = 0.1")))
                .containsExactly("café ½");
        assertThatThrownBy(() -> prompts(file, Map.of("answer", "{nothing}")))
                .hasMessageStartingWith(file + ":0: field \"nothing\" is missing, got [prompt, f, d, w, b, raw,");
    }

    @Test
    void wrongJsonIsExplainedWithoutTheParsersOwnNames() throws IOException {
        String deep = "[".repeat(2000) + "]".repeat(2000);
        for (String line : List.of("{\"prompt\": +5}", "{\"prompt\": \"ab", "{'a': 1}", "{\"prompt\": " + deep + "}")) {
            Path file = files.text("a.jsonl", line);
            assertThatThrownBy(() -> prompts(file, Map.of()))
                    .hasMessageStartingWith(file + ":1: not a JSON object: ")
                    .hasMessageNotContaining("Feature")
                    .hasMessageNotContaining("Constraints");
        }
    }
}
