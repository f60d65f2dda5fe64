package dev.kedge.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.math.internal.extract.AnswerFinder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** References that are kept say what they say when they are read, and take bounded room. */
class ReferencesTest {

    @Test
    void aReferenceSaysTheSameTheFirstTimeAndLater() {
        References references = new References();
        for (int time = 0; time < 3; time++) {
            for (String reference : List.of("14", "\\frac{1}{2}", "#### 72", "", "1/0", "June 20")) {
                assertThat(references.answerOf(reference)).isEqualTo(AnswerFinder.inReference(reference));
            }
        }
        assertThat(references.size()).isEqualTo(6);
    }

    @Test
    void anyNumberOfReferencesTakesBoundedRoom() {
        References references = new References();
        for (int i = 0; i < 3 * References.MAX_KEPT; i++) {
            references.answerOf(String.valueOf(i));
            assertThat(references.size()).isBetween(1, References.MAX_KEPT);
        }
    }

    @Test
    void aLongReferenceIsReadEachTime() {
        References references = new References();
        String solution = "First. ".repeat(1000) + "#### 72";
        assertThat(references.answerOf(solution).text()).isEqualTo("72");
        assertThat(references.size()).isZero();
    }

    @Test
    void threadsShareThem() {
        MathJudge judge = new MathJudge(6);
        List<Integer> right = IntStream.range(0, 20_000)
                .parallel()
                .filter(i -> judge.judge(String.valueOf(i % 1500), "The answer is " + i % 1500 + ".")
                        .isCorrect())
                .boxed()
                .toList();
        assertThat(right).hasSize(20_000);
    }
}
