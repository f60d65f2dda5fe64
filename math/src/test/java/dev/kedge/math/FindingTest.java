package dev.kedge.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The table {@code finding.tsv}: which completions say a reference answer, and which only seem to. {@code ⏎} in it is a
 * line break.
 */
class FindingTest {

    private static final MathJudge JUDGE = new MathJudge(6);

    @Test
    void everyCompletionOfTheTableIsJudgedAsItSays() throws IOException {
        List<String> wrong = new ArrayList<>();
        int rows = 0;
        try (InputStream table = FindingTest.class.getResourceAsStream("finding.tsv")) {
            assertThat(table).isNotNull();
            String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            for (String row : text.lines().toList()) {
                if (row.isBlank() || row.startsWith("#")) {
                    continue;
                }
                rows++;
                String[] cells = row.split("\t", -1);
                assertThat(cells).as(row).hasSize(3);
                assertThat(cells[0]).as(row).isIn("right", "wrong");
                Judgement verdict = JUDGE.judge(cells[1].replace("⏎", "\n"), cells[2].replace("⏎", "\n"));
                if (verdict.isCorrect() != cells[0].equals("right")) {
                    wrong.add(row + " -> " + verdict);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(rows).isGreaterThan(390);
    }
}
