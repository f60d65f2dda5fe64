package dev.kedge.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.math.Judgement.Ruling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The table {@code pairs.tsv}: what is the same answer and what is not. {@code \n} in it is a line break before *, # or
 * another.
 */
class PairsTest {

    private static final MathJudge JUDGE = new MathJudge(6);

    /** A row of the table. */
    record Row(int line, boolean equal, String reference, String answer) {}

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (InputStream table = PairsTest.class.getResourceAsStream("pairs.tsv")) {
            assertThat(table).isNotNull();
            String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            int line = 0;
            for (String row : text.lines().toList()) {
                line++;
                if (row.isBlank() || row.startsWith("#")) {
                    continue;
                }
                String[] cells = row.split("\t", -1);
                assertThat(cells).as("line %d", line).hasSize(3);
                assertThat(cells[0]).as("line %d", line).isIn("equal", "unequal");
                rows.add(new Row(
                        line,
                        cells[0].equals("equal"),
                        cells[1],
                        cells[2].replace("\\n\\n", "\n\n").replace("\\n#", "\n#")));
            }
        }
        return rows;
    }

    @Test
    void everyRowOfTheTableIsJudgedAsItSays() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<Row> rows = rows();
        for (Row row : rows) {
            Judgement verdict = JUDGE.judge(row.reference(), row.answer());
            if (verdict.isCorrect() != row.equal()) {
                wrong.add(row + " -> " + verdict);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(rows).hasSizeGreaterThan(400);
    }

    @Test
    void everyReferenceOfTheTableIsFit() throws IOException {
        for (Row row : rows()) {
            assertThat(JUDGE.unfit(row.reference())).as("%s", row).isEmpty();
        }
    }

    @Test
    void everyReferenceEqualsItselfHoweverItIsMarked() throws IOException {
        for (Row row : rows()) {
            String reference = row.reference();
            for (String text : List.of(
                    reference,
                    "\\boxed{" + reference + "}",
                    "Some steps.\n\nThe final answer is $\\boxed{" + reference + "}$.",
                    "<think>1, 2 or 3?</think>\n\\boxed{" + reference + "}",
                    "<answer>" + reference + "</answer>")) {
                Optional<String> problem = reference.contains("$") && text.contains("$\\boxed")
                        ? Optional.empty()
                        : Optional.of(JUDGE.judge(reference, text))
                                .filter(verdict -> verdict.ruling() != Ruling.RIGHT)
                                .map(Judgement::toString);
                assertThat(problem).as("%s against %s", reference, text).isEmpty();
            }
        }
    }

    @Test
    void anAnswerIsRightWrongOrUnreadable() {
        assertThat(JUDGE.judge("5", "5").ruling()).isEqualTo(Ruling.RIGHT);
        assertThat(JUDGE.judge("5", "6").ruling()).isEqualTo(Ruling.WRONG);
        assertThat(JUDGE.judge("5", "I do not know.").ruling()).isEqualTo(Ruling.UNREADABLE);
    }

    @Test
    void decimalsAgreeInAsManyPlacesAsTheSettingSays() {
        // |2/3 - 0.67| = 0.0033 <= 0.005, but 0.5% of its size is more than 1 in 100,000
        assertThat(new MathJudge(2).judge("2/3", "0.67").isCorrect()).isFalse();
        assertThat(new MathJudge(4).judge("2/3", "0.666667").isCorrect()).isTrue();
        assertThat(new MathJudge(9).judge("2/3", "0.666667").isCorrect()).isFalse();
    }

    @Test
    void aReferenceThatNothingCanEqualIsReported() {
        for (String reference :
                List.of("", "  ", "\\frac{1}{", "1/0", "\\boxed{}", "<think>5", "((3,4)", "\\begin{pmatrix}1&2")) {
            assertThat(JUDGE.unfit(reference)).as(reference).isPresent();
        }
        assertThat(JUDGE.unfit("Worked out as 3 + 4.\n#### 7")).isEmpty();
    }
}
