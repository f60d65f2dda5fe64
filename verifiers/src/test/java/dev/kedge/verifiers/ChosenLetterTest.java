package dev.kedge.verifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.verifiers.MultipleChoiceVerifier.Config;
import dev.kedge.verifiers.MultipleChoiceVerifier.References;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which letter {@code multiple-choice} takes for chosen; {@code -} where none is. */
class ChosenLetterTest {

    private static String chosen(String completion) {
        return Verifiers.named("multiple-choice")
                .create()
                .verify(new Prompt("p", "?", "J", Map.of()), completion.replace("⏎", "\n"))
                .extracted();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // the last one announced
                "B | The answer is A... wait, no. The answer is B.",
                "B | The answer is not A. The answer is B.",
                "B | I first chose A. I now choose B.",
                "B | Option A is correct? No, option B is correct.",
                "C | The answer is C because I checked the sum.",
                "A | So the answer is (A). Roots (C) take up water.",
                "A | The best answer is A, not B.",
                "A | The answer is A rather than B.",
                "A | The answer is A and not B.",
                "D | The answer is for sure D, it can't be A or B",
                "D | The answer: D, it doesn't make sense for it to be A or B",
                "B | Let's think. It's not A because it is small, therefore I think it's B",
                // ways to announce
                "B | Option B is correct.",
                "B | B is the correct answer.",
                "B | **B** is correct",
                "B | (B) is right because (A) is too small.",
                "B | Ans: B",
                "B | Ans. B",
                "B | Answer - B. The answer is B",
                "B | The correct option is B.",
                "B | The right choice would be B.",
                "B | I would choose B.",
                "B | I pick option B, since it fits.",
                "B | I'd go with B.",
                "B | We select (B).",
                "B | It must be B.",
                "B | Therefore, B.",
                "B | Thus the answer is option (B).",
                "B | The answer is **B**.",
                "B | The answer is \\textbf{(B)}.",
                "B | The answer is $B$.",
                "B | The final answer is: $\\boxed{B}$",
                "B | The answer is choice B",
                "B | The correct answer is the letter B.",
                // labels
                "C | **C. 12 cm**",
                "C | C. 12 cm",
                "C | C) 12 cm",
                "C | (C) 12 cm",
                "C | c) 12",
                "C | answer: c) 12",
                "C | Answer: C. 12 cm",
                "D | D. it can't be A or B",
                "C | The sum is 12.⏎C) 12 cm",
                "C | The sum is 12.⏎C",
                // tags
                "B | <answer>B</answer>",
                "B | <answer>(B)</answer>",
                "B | <answer>B. 12 cm</answer>",
                "B | A looks right. <answer>The answer is B.</answer>",
                "B | <answer>A</answer> no, <answer>B</answer>",
                "B | <think>The answer is A.</think> The answer is B.",
                // other languages
                "C | réponse est C non A",
                "B | La réponse est B.",
                "B | 答案是B。",
                "B | 答案：B",
                "B | 故选B。",
                "B | 正确答案是B，不是A。",
                "B | B。 不是 A",
                "B | B不是 A",
                "B | Ответ: B",
                "B | 정답은 B입니다.",
                "B | 答えはBです。",
                "B | La respuesta correcta es B.",
                "B | Die Antwort ist B.",
                // no choice
                "- | The answer is A or B.",
                "- | The answer is A and B.",
                "- | The answer is A, B, or C.",
                "- | The answer is A/B.",
                "- | The answer is not A.",
                "- | The answer cannot be A.",
                "- | I would not choose A.",
                "- | A or B is correct.",
                "- | A. x B. y C. z D. w",
                "- | A) x⏎B) y⏎C) z",
                "- | Option A is wrong.",
                "- | If A is correct, then so is B.",
                "- | A good answer needs thought.",
                "- | The answer is A dog.",
                "- | I do not know.",
                "- | <answer></answer>",
                "- | <answer>A and B</answer>",
                "- | The answer is A. Wait, no, that is wrong.",
                "- | Both A and C fit.",
                "- | \\boxed{A \\text{ or } B}",
                "- | \\boxed{A, B}",
            })
    void theLastChoiceThatIsAnnouncedCounts(String letter, String completion) {
        assertThat(chosen(completion)).isEqualTo(letter.equals("-") ? "" : letter);
    }

    private static Outcome judge(References references, String reference, String completion) {
        return new MultipleChoiceVerifier(new Config(4, references))
                .verify(new Prompt("p", "?", reference, Map.of()), completion)
                .outcome();
    }

    @Test
    void referencesMayBePlacesFromZeroOrFromOne() {
        assertThat(judge(References.FROM_ZERO, "1", "The answer is B.")).isEqualTo(Outcome.CORRECT);
        assertThat(judge(References.FROM_ZERO, "0", "A")).isEqualTo(Outcome.CORRECT);
        assertThat(judge(References.FROM_ZERO, "1", "A")).isEqualTo(Outcome.WRONG);
        assertThat(judge(References.FROM_ONE, "1", "A")).isEqualTo(Outcome.CORRECT);
        assertThat(judge(References.FROM_ONE, "4", "D")).isEqualTo(Outcome.CORRECT);
        for (String reference : new String[] {"4", "-1", "B", "", "1.0"}) {
            assertThatThrownBy(() -> judge(References.FROM_ZERO, reference, "A"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("needs a number from 0 to 3");
        }
        assertThatThrownBy(() -> judge(References.FROM_ONE, "0", "A")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void referencesThatNothingCanEqualAreNamed() {
        MultipleChoiceVerifier letters = new MultipleChoiceVerifier(Config.DEFAULT);
        assertThat(letters.unfitReference(new Prompt("p", "?", "(B)", Map.of())))
                .isEmpty();
        assertThat(letters.unfitReference(new Prompt("p", "?", "[\"B\", \"C\"]", Map.of())))
                .isEmpty();
        Optional<String> index = letters.unfitReference(new Prompt("p", "?", "1", Map.of()));
        assertThat(index.orElseThrow())
                .isEqualTo("it is not a letter from A to J; \"references: from-zero\" or \"from-one\" reads numbers");
        assertThat(letters.unfitReference(new Prompt("p", "?", "Paris", Map.of()))
                        .orElseThrow())
                .isEqualTo("it is not a letter from A to J");
    }
}
