package dev.kedge.task;

import static dev.kedge.task.DataFiles.answers;
import static dev.kedge.task.DataFiles.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code where}: it sees the text that is written, and numbers where it compares with numbers. */
class ConditionsOnFilesTest {

    @TempDir
    private Path directory;

    private DataFiles files;

    @BeforeEach
    void files() {
        files = new DataFiles(directory);
    }

    /** Nothing is guessed from the first rows: 21,000 whole numbers and a word at the end. */
    @Test
    void aWordAmongNumbersMeetsNoComparisonWithANumber() throws IOException {
        StringBuilder rows = new StringBuilder("prompt,answer,level\n");
        for (int i = 0; i < 21_000; i++) {
            rows.append('q')
                    .append(i)
                    .append(',')
                    .append(i)
                    .append(',')
                    .append(i % 5)
                    .append('\n');
        }
        Path file = files.text("a.csv", rows + "last,7,unknown\n");
        assertThat(answers(file, Map.of("where", "level >= 3", "limit", 3L))).containsExactly("3", "4", "8");
        assertThat(where(file, "level >= 3")).hasSize(2 * 21_000 / 5);
        assertThat(where(file, "NOT level >= 0")).isEmpty();
        assertThat(where(file, "level = 'unknown'")).containsExactly("7");
        assertThat(where(file, "level <> 'unknown' AND level < 1")).hasSize(21_000 / 5);
    }

    /** Dates, truth values, identifiers and numbers are the text that they are written with. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answer = '1/2/2024'|1/2/2024",
                "answer LIKE '2024%'|2024-05-06 2024",
                "answer <> 'unknown' AND length(answer) = 4|True 2024",
                "answer = 'True'|True",
                "answer = '007'|007",
                "answer = 7|007 7.0",
                "answer >= 2024|2024 1e5",
                "answer IN (7, 100000)|007 7.0 1e5",
                "answer IN ('7', '7.0')|7.0",
                "answer BETWEEN 6.5 AND 7.5|007 7.0",
                "answer * 2 = 14|007 7.0",
                "-answer < -2000|2024 1e5",
                "abs(answer) > 5000|1e5",
                "coalesce(other, 0) = 0 AND answer = 2024|2024",
                "other IS NULL AND answer > 10000|1e5",
                "answer = other|7.0",
                "CASE WHEN answer = '007' THEN 1 ELSE 0 END = 1|007",
                "TRY_CAST(answer AS DATE) > DATE '2024-01-01'|2024-05-06",
                "answer > DATE '2024-01-01'|2024-05-06",
                "answer = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'|f47ac10b-58cc-4372-a567-0e02b2c3d479",
                "regexp_full_match(answer, '[0-9]+')|007 2024",
                "\"ANSWER\" = '007'|007",
                "concat(prompt, answer) = 'q007'|007",
                "answer IS NOT DISTINCT FROM 2024|2024",
            })
    void textAsItIsWrittenAndNumbersAsNumbers(String condition, String expected) throws Exception {
        Path commas = files.text("a.csv", """
                prompt,answer,other
                q,1/2/2024,1
                q,2024-05-06,
                q,True,
                q,007,1
                q,7.0,7.0
                q,2024,
                q,1e5,
                q,f47ac10b-58cc-4372-a567-0e02b2c3d479,
                """);
        assertThat(where(commas, condition)).containsExactly(expected.split(" "));
        Path parquet = files.parquet(
                "a.parquet",
                "SELECT * FROM read_csv('" + commas + "', all_varchar = true, header = true, delim = ',')");
        assertThat(where(parquet, condition)).containsExactly(expected.split(" "));
    }

    @Test
    void jsonIsSeenAsItIsWritten() throws IOException {
        Path dates = files.text(
                "a.jsonl",
                "\uFEFF{\"prompt\":\"q\",\"answer\":\"2024-01-02\"}\n{\"prompt\":\"q\",\"answer\":\"2023-01-02\"}\n");
        assertThat(where(dates, "answer <> 'unknown'")).hasSize(2);
        assertThat(where(dates, "answer LIKE '2024%'")).containsExactly("2024-01-02");
        Path numbers = files.text("b.jsonl", """
                {"prompt":"q","answer":9007199254740993,"x":{"rate":0.1,"tags":["a","b"],"scores":[1,2.5]},"ok":true}
                {"prompt":"q","answer":9007199254740992,"x":{"rate":10,"tags":[],"scores":[3]},"ok":false}
                {"prompt":"q","answer":10,"x":{"rate":NaN},"ok":null,"it's":"5"}
                """);
        assertThat(where(numbers, "answer = 9007199254740993")).containsExactly("9007199254740993");
        assertThat(where(numbers, "answer LIKE '9%' AND x.rate < 1")).containsExactly("9007199254740993");
        assertThat(where(numbers, "x.rate > 1")).containsExactly("9007199254740992");
        assertThat(where(numbers, "x.rate = 'NaN'")).containsExactly("10");
        assertThat(where(numbers, "list_contains(x.tags, 'b')")).containsExactly("9007199254740993");
        assertThat(where(numbers, "len(x.scores) = 2 AND x.scores[2] > 2")).containsExactly("9007199254740993");
        assertThat(where(numbers, "x.tags[1] = 'a'")).containsExactly("9007199254740993");
        assertThat(where(numbers, "ok")).containsExactly("9007199254740993");
        assertThat(where(numbers, "NOT ok")).containsExactly("9007199254740992");
        assertThat(where(numbers, "ok = true")).containsExactly("9007199254740993");
        assertThat(where(numbers, "ok IS NULL")).containsExactly("10");
        assertThat(where(numbers, "\"it's\" = 5")).containsExactly("10");
        assertThat(where(numbers, "answer > x.rate")).containsExactly("9007199254740993", "9007199254740992");
    }

    /** A field that is a number here and a list there can still be asked for. */
    @Test
    void fieldsThatAreNowThisNowThat() throws IOException {
        Path file = files.text("a.jsonl", """
                {"prompt":"q","answer":1,"v":5,"o":{}}
                {"prompt":"q","answer":2,"v":[5,6],"o":{}}
                {"prompt":"q","answer":3,"kedge_row":9,"rest":[]}
                """);
        assertThat(where(file, "v IS NULL")).containsExactly("3");
        assertThat(where(file, "v->>'$[1]' = '6'")).containsExactly("2");
        assertThat(where(file, "kedge_row = 9")).containsExactly("3");
        assertThat(where(file, "answer >= 2")).containsExactly("2", "3");
    }

    @Test
    void whatIsNoConditionIsSaid() throws IOException {
        Path file = files.text("a.jsonl", "{\"prompt\":\"q\",\"answer\":1}\n");
        for (String condition : new String[] {"levle >= 3", "answer >=", "answer LIKE 5 5", "sum(answer) > 3"}) {
            assertThatThrownBy(() -> where(file, condition))
                    .hasMessageStartingWith(
                            "where must be a condition in SQL on the columns of " + file + ", got " + condition + ": ")
                    .hasMessageNotContaining("Invalid result set")
                    .hasMessageNotContaining("\n");
        }
    }
}
