package dev.kedge.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Real data sets: every worked solution is right by its own answer and wrong by the next one, unless that is equal. */
@Tag("shared-data")
class SelfConsistencyTest {

    private static final MathJudge JUDGE = new MathJudge(6);

    /** A problem's answer, and its worked solution or, where there is none, the answer again. */
    private record Solved(String answer, String solution) {}

    private static List<Solved> rows(String file, String answer, String solution) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Solved> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("kedge.shared", ""), "data", file))) {
            if (!line.isBlank()) {
                JsonNode row = json.readTree(line);
                String text = row.path(answer).asString();
                int marker = text.lastIndexOf("####");
                String last = text.substring(marker < 0 ? 0 : marker + 4).strip();
                rows.add(new Solved(last, row.path(solution).asString()));
            }
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource({
        "gsm8k/train.jsonl, answer, answer",
        "gsm8k/test.jsonl, answer, answer",
        "aime24/test.jsonl, answer, solution",
        "amc23/test.jsonl, answer, answer",
        "svamp/test.jsonl, Answer, Answer"
    })
    void everySolutionIsRightByItsOwnAnswerAndWrongByTheNext(String file, String answer, String solution)
            throws IOException {
        List<Solved> rows = rows(file, answer, solution);
        assertThat(rows).isNotEmpty();
        for (int i = 0; i < rows.size(); i++) {
            Solved row = rows.get(i);
            Solved next = rows.get((i + 1) % rows.size());
            assertThat(JUDGE.unfit(row.answer())).as("%s", row).isEmpty();
            assertThat(JUDGE.judge(row.answer(), row.solution()).isCorrect())
                    .as("%s", row)
                    .isTrue();
            boolean equal = number(row.answer()).compareTo(number(next.answer())) == 0;
            assertThat(JUDGE.judge(next.answer(), row.solution()).isCorrect())
                    .as("%s against %s", row, next.answer())
                    .isEqualTo(equal);
        }
    }

    private static BigDecimal number(String answer) {
        return new BigDecimal(answer.replace(",", ""));
    }
}
