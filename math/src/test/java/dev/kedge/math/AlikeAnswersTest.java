package dev.kedge.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlikeAnswersTest {

    private static final MathJudge JUDGE = new MathJudge(6);

    @Test
    void answersThatSayTheSameAreOneGroup() {
        assertThat(JUDGE.alike(List.of("0.5", "1/2", "\\frac{1}{2}", "50\\%", "2", "0.50", "2.0")))
                .containsExactly(0, 0, 0, 0, 4, 0, 4);
        assertThat(JUDGE.alike(List.of("(x-1)(x+1)", "x^2-1", "x^2+1", "blue", "Blue")))
                .containsExactly(0, 0, 2, 3, 3);
        assertThat(JUDGE.alike(List.of("x>2", "(2,\\infty)", "[2,\\infty)"))).containsExactly(0, 0, 2);
        assertThat(JUDGE.alike(List.of())).isEmpty();
    }

    /** As the judge rounds: 0.333333 is 1/3 to six places, 0.3333 and 0.33 are not. */
    @Test
    void decimalsAreRoundedAsTheyAreForTheReference() {
        assertThat(JUDGE.judge("1/3", "0.333333").isCorrect()).isTrue();
        assertThat(JUDGE.judge("1/3", "0.33").isCorrect()).isFalse();
        assertThat(JUDGE.alike(List.of("1/3", "0.333333", "0.33"))).containsExactly(0, 0, 2);
        assertThat(JUDGE.alike(List.of("1000000", "1000000.0000001", "1000001")))
                .containsExactly(0, 0, 2);
    }

    /** Plain numbers that are clearly different are told apart without the judge, and as the judge would. */
    @Test
    void theShortCutForPlainNumbersSaysWhatTheJudgeSays() {
        List<String> numbers = new ArrayList<>();
        for (String number : List.of(
                "0",
                "-0",
                "0.0",
                "7",
                "7.0",
                "7.0000001",
                "7.001",
                "7.01",
                "-7",
                "70",
                "1e1",
                "007",
                "\\frac{14}{2}",
                "\\sqrt{49}",
                "\\sqrt{50}",
                "7+1/2",
                "15/2",
                "7 1/2",
                "\\frac{\\pi}{2}",
                "1.5707963",
                "2^{3}",
                "8",
                "A) 7",
                "7,0",
                "7 cm",
                "7%",
                "0.07",
                "\\log 10",
                "1",
                "x",
                "7x")) {
            numbers.add(number);
        }
        List<Integer> groups = JUDGE.alike(numbers);
        for (int i = 0; i < numbers.size(); i++) {
            for (int leader = 0; leader <= i; leader++) {
                if (groups.get(leader) == leader && leader < groups.get(i)) {
                    assertThat(JUDGE.judge(numbers.get(leader), numbers.get(i)).isCorrect())
                            .as("%s and %s", numbers.get(leader), numbers.get(i))
                            .isFalse();
                }
            }
            assertThat(JUDGE.judge(numbers.get(groups.get(i)), numbers.get(i)).isCorrect())
                    .as("%s and %s", numbers.get(groups.get(i)), numbers.get(i))
                    .isTrue();
        }
    }

    /** (x + k)² = x² + 2kx + k²: 64 squares, each written twice, are 64 groups. */
    @Test
    void formulasWithAVariableAreGroupedByWhatTheyAre() {
        List<String> formulas = new ArrayList<>();
        for (int k = 1; k <= 64; k++) {
            formulas.add("(x+" + k + ")^2");
        }
        for (int k = 1; k <= 64; k++) {
            formulas.add("x^2+" + 2 * k + "x+" + k * k);
        }
        List<Integer> groups = JUDGE.alike(formulas);
        for (int k = 0; k < 64; k++) {
            assertThat(groups.get(k)).isEqualTo(k);
            assertThat(groups.get(64 + k)).isEqualTo(k);
        }
        // other names are other formulas; terms that cancel to 0 are 0
        assertThat(JUDGE.alike(List.of("x+1", "y+1", "(x+1)^2-x^2-2x-1", "0", "1+x")))
                .containsExactly(0, 1, 2, 2, 0);
    }

    /** Each row of the table, either way round: no glance tells apart what the judge finds the same. */
    @Test
    void noGlanceTellsEqualAnswersApart() throws IOException {
        int apart = 0;
        int different = 0;
        for (PairsTest.Row row : PairsTest.rows()) {
            Leader reference = Leader.of(row.reference(), 0);
            Leader answer = Leader.of(row.answer(), 1);
            int either = checked(reference, answer) + checked(answer, reference);
            apart += row.equal() ? 0 : either;
            different += row.equal() ? 0 : 2;
        }
        assertThat(apart).isBetween(different / 5, different);
    }

    /**
     * Few values in many spellings and forms, each beside each: a glance that tells two apart says what the judge says.
     */
    @Test
    void aGlanceSaysWhatTheJudgeSays() {
        List<Leader> answers = new ArrayList<>();
        for (String value : List.of("2", "2.0", "\\frac{4}{2}", "\\sqrt{4}", "-1", "0.5", "1/2", "1,5", "\\pi")) {
            for (String form : List.of(
                    "%s",
                    "x = %s",
                    "(%s, 3)",
                    "[1, %s]",
                    "3, %s",
                    "\\{%s, 3\\}",
                    "x > %s",
                    "3 < x < %s",
                    "%s < x < 3",
                    "(%s, \\infty)",
                    "%s cm",
                    "%s m",
                    "%s\\%%",
                    "%s^\\circ",
                    "x + %s",
                    "y = x + %s",
                    "x = y - %s",
                    "x + %s + C",
                    "(x + 1)^2 - x^2 - 2x + %s - 1",
                    "about %s cats",
                    "cat %s")) {
                answers.add(Leader.of(String.format(form, value), 0));
            }
        }
        for (String word :
                List.of("a cat", "The cat.", "cat", "blue cat", "true", "T", "no solution", "DNE", "x", "A")) {
            answers.add(Leader.of(word, 0));
        }
        int apart = 0;
        for (Leader reference : answers) {
            for (Leader answer : answers) {
                apart += checked(reference, answer);
            }
        }
        assertThat(apart).isGreaterThan(answers.size() * answers.size() / 3);
    }

    /** 1 if a glance was enough. Leaders that are different by a glance are no leader for the judge either. */
    private static int checked(Leader reference, Leader answer) {
        boolean glanced = reference.sketch().isPresent() && answer.sketch().isPresent();
        boolean apart =
                glanced && reference.sketch().get().isApart(answer.sketch().get());
        if (apart) {
            assertThat(JUDGE.same(reference.reading(), answer.reading()))
                    .as(
                            "%s and %s",
                            reference.reading().text(), answer.reading().text())
                    .isFalse();
        }
        return apart ? 1 : 0;
    }

    /** Reports are cut at 200 characters: what is left is no answer that can be read again. */
    @Test
    void shortenedAnswersAreComparedAsText() {
        String one = "1".repeat(200) + "…";
        String other = "1".repeat(199) + "2…";
        assertThat(JUDGE.alike(List.of(one, other, one))).containsExactly(0, 1, 0);
    }
}
