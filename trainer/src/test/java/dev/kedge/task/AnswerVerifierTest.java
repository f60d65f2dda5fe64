package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Choice;
import dev.kedge.api.Kind;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.config.ConfigException;
import dev.kedge.verifiers.ExactVerifier;
import dev.kedge.verifiers.MarkedIntegerVerifier;
import dev.kedge.verifiers.NumericVerifier;
import dev.kedge.verifiers.Verifiers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verifiers that compare a final answer with a reference. */
class AnswerVerifierTest {

    private static Verdict judge(Verifier verifier, String gold, String completion) {
        return verifier.verify(new Prompt("p", "?", gold, Map.of()), completion);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "6912 | 4+8+0=12;#06912 | CORRECT",
                "6912 | #6912 | CORRECT",
                "6912 | #6913 | WRONG",
                "6912 | #69120 | WRONG",
                "6912 | 6912 | UNPARSABLE",
                "6912 | #6912#6912 | UNPARSABLE",
                "6912 | #6912; | UNPARSABLE",
                "6912 | #+6912 | UNPARSABLE",
                "6912 | ##6912 | UNPARSABLE",
                "6912 | # | UNPARSABLE",
                "6912 | #000000000000000000000000000006912 | UNPARSABLE", // 33 digits
                "0 | #0 | CORRECT",
            })
    void markedIntegerIsReadStrictly(String gold, String completion, Outcome outcome) {
        assertThat(judge(new MarkedIntegerVerifier(), gold, completion).outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // after ####
                "81 | She has 8 bags, so 8 * 2 = 16.\\n#### 81 | CORRECT",
                "81 | ####81 | CORRECT",
                "81 | #### 81. | CORRECT",
                "81 | #### 818 | WRONG",
                "-81 | #### 81 | WRONG",
                "-81 | #### -81 | CORRECT",
                "-81 | #### −81 | CORRECT",
                "-81 | #### -$81 | CORRECT",
                "81 | He pays $81.\\n#### $81 | CORRECT",
                "88150 | #### 88,150 | CORRECT",
                "88,150 | #### 88150 | CORRECT",
                "1201565.0 | #### 1,201,565 | CORRECT",
                "81 | #### 81.00 | CORRECT",
                "81 | #### 162/2 | CORRECT",
                "5/8 | #### 0.625 | CORRECT",
                "1/3 | #### 0.333333 | WRONG",
                "81 | #### 81% | CORRECT",
                "81 | #### 81 dollars\\nfor 8 people | CORRECT",
                "81 | #### 84\\nWait.\\n#### 81 | CORRECT",
                "81 | #### 80 81 82 | UNPARSABLE",
                "81 | #### eighty-one | UNPARSABLE",
                "81 | 81 #### | UNPARSABLE",
                "81 | #### 8.1e1 | CORRECT",
                "025 | #### 25 | CORRECT",
                // boxed
                "5/8 | so $\\boxed{\\frac{5}{8}}$ | CORRECT",
                "5/8 | $\\boxed{\\dfrac{10}{16}}$ | CORRECT",
                "-5/8 | \\boxed{\\frac{-5}{8}} | CORRECT",
                "-5/8 | \\boxed{-\\frac58} | CORRECT",
                "5/8 | \\boxed{\\frac{8}{5}} | WRONG",
                "88150 | \\boxed{88{,}150} | CORRECT",
                "88150 | \\boxed{88\\,150} | CORRECT",
                "81 | \\boxed{81\\text{ cm}} | CORRECT",
                "81 | \\boxed{\\boxed{81}} | CORRECT",
                "81 | \\fbox{81} | CORRECT",
                "81 | \\boxed{82}, then \\boxed{81} | CORRECT",
                "81 | \\boxed{81} is the answer to problem 8. | CORRECT",
                "81 | \\boxed{} | UNPARSABLE",
                "81 | \\boxed{78,79,80,81,82} | UNPARSABLE",
                "81 | \\boxed{81 \\text{ or } 82} | UNPARSABLE",
                "8 | \\boxed{8\\pi} | UNPARSABLE",
                "8 | \\boxed{8\\sqrt{7}} | UNPARSABLE",
                "17/2 | \\boxed{8\\frac{1}{2}} | CORRECT", // 8 + 1/2 = 17/2
                "8 | \\boxed{8\\frac{1}{2}} | WRONG",
                "81 | \\boxed{1/0} | UNPARSABLE",
                "81 | \\boxed{NaN} | UNPARSABLE",
                "81 | <think>\\boxed{81}</think> The answer is \\boxed{82}. | WRONG",
                "81 | <think>\\boxed{82}</think> The answer is \\boxed{81}. | CORRECT",
                "81 | <think>81</think> I do not know. | UNPARSABLE",
                // said
                "81 | The answer is 81. | CORRECT",
                "81 | **Answer: 81** | CORRECT",
                "81 | Answer: $81$ | CORRECT",
                "81 | The answer is 81, not 82. | CORRECT",
                "82 | The answer is 81, or 82. | UNPARSABLE",
                "81 | The answer is 81, or 82. | UNPARSABLE",
                "81 | the answer is -81 | WRONG",
                // last number
                "81 | so 9*9 = 81 | CORRECT",
                "3 | 10-7 leaves 10-3 | UNPARSABLE", // a part of a difference is no answer
                "81 | I am not sure. | UNPARSABLE",
                "0.5 | half of it, .5 | CORRECT",
                "12 | at 12:30 | UNPARSABLE",
            })
    void numericReadsTheFinalNumber(String gold, String completion, Outcome outcome) {
        Verifier verifier = new NumericVerifier(NumericVerifier.Config.DEFAULT);
        assertThat(judge(verifier, gold, completion.replace("\\n", "\n")).outcome())
                .isEqualTo(outcome);
    }

    @Test
    void numericWithoutLastNumberNeedsAMark() {
        Verifier verifier = new NumericVerifier(new NumericVerifier.Config(false, 0, 0));
        assertThat(judge(verifier, "81", "so 9*9 = 81").outcome()).isEqualTo(Outcome.UNPARSABLE);
        assertThat(judge(verifier, "81", "#### 81").isCorrect()).isTrue();
    }

    @Test
    void numericBoundsItsWork() {
        Verifier verifier = new NumericVerifier(NumericVerifier.Config.DEFAULT);
        assertThat(judge(verifier, "1", "#### 1e999999999").outcome()).isEqualTo(Outcome.UNPARSABLE);
        assertThat(judge(verifier, "1", "#### 1e-999999999").outcome()).isEqualTo(Outcome.UNPARSABLE);
        assertThat(judge(verifier, "1", "#### " + "9".repeat(401)).outcome()).isEqualTo(Outcome.UNPARSABLE);
        assertThat(judge(verifier, "1", "#### 1" + "0".repeat(399) + "e-399").isCorrect())
                .isTrue();
        // A megabyte each of what makes a backtracking or recursive reader slow or deep.
        for (String unit :
                new String[] {"9", "1,000,", "(", "{", "-", "\\boxed{", "answer is ", ".", "1 ", "/", "\\frac{1}{"}) {
            Verdict verdict = judge(verifier, "7", unit.repeat(1_000_000 / unit.length()));
            assertThat(verdict.isCorrect()).isFalse();
        }
    }

    @Test
    void numericNeedsANumberAsReference() {
        Verifier verifier = new NumericVerifier(NumericVerifier.Config.DEFAULT);
        for (String gold :
                new String[] {"12:30", "8x", "(-\\infty, 3]", "8, 81", "", "eight", "1/0", "12%5", "1e9999"}) {
            assertThatThrownBy(() -> judge(verifier, gold, "12"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the numeric verifier needs one number as reference answer of prompt p, got \"" + gold
                            + "\"");
        }
        for (String gold : new String[] {
            "12", " 12.0\n", "$12", "-$12", "12\\%", "12^\\circ", "12^{\\circ}", "\\frac{24}{2}", "12."
        }) {
            assertThat(judge(verifier, gold, gold.startsWith("-") ? "#### -12" : "#### 12")
                            .isCorrect())
                    .as(gold)
                    .isTrue();
        }
    }

    @Test
    void exactComparesLettersAfterWhiteSpace() {
        Verifier whole = new ExactVerifier(ExactVerifier.Config.DEFAULT);
        assertThat(judge(whole, "yes no", "  yes\n no ").isCorrect()).isTrue();
        assertThat(judge(whole, "yes", "Yes").outcome()).isEqualTo(Outcome.WRONG);
        assertThat(judge(whole, "yes", " \n").outcome()).isEqualTo(Outcome.UNPARSABLE);
        Verifier marked = new ExactVerifier(new ExactVerifier.Config(Optional.of("A:"), true));
        assertThat(judge(marked, "yes", "because … A: YES").isCorrect()).isTrue();
        assertThat(judge(marked, "yes", "A: no A: yes").outcome()).isEqualTo(Outcome.UNPARSABLE);
        assertThat(judge(marked, "yes", "yes").reason()).isEqualTo("not exactly one \"A:\"");
    }

    @Test
    void everyKindOfTheCatalogueIsMadeFromItsDefaults() {
        Set<String> names = new HashSet<>();
        for (Kind<?, Verifier> kind : Verifiers.kinds()) {
            assertThat(names.add(kind.name())).isTrue();
            if (Set.of("java-source", "process").contains(kind.name())) {
                // a rule of one's own has no default: JavaSourceVerifierTest, ProcessVerifierTest
                continue;
            }
            Wanted.verifier(Choice.of(kind), "exact").close();
        }
        for (String kind : List.of("marked-integer", "countdown", "numeric", "exact", "normalized", "f1", "sum")) {
            Verifier verifier = Wanted.verifier(Wanted.of(kind), "exact");
            Prompt prompt = new Prompt("p", "?", "7", Map.of("numbers", "3,4", "target", "7", "use", "any"));
            assertThat(verifier.verify(prompt, "").outcome())
                    .as("the empty completion, %s", kind)
                    .isEqualTo(Outcome.UNPARSABLE);
            assertThat(verifier.verify(
                                    prompt,
                                    kind.equals("countdown") ? "#3+4" : kind.equals("marked-integer") ? "#7" : "7")
                            .isCorrect())
                    .as(kind)
                    .isTrue();
        }
        assertThat(Wanted.verifier(Wanted.of("numeric", Map.of("last_number", false))))
                .isInstanceOf(NumericVerifier.class);
    }

    /** 0.1% of 50 is 0.05: 50.05 is the last that is near enough, exactly. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.001, 50, 50.05, CORRECT",
        "0, 0.001, 50, 50.0500001, WRONG",
        "0.1, 0.001, 50, 49.9, CORRECT",
        "0.1, 0, -50, -50.11, WRONG",
        "0, 0.5, 0, 0.0001, WRONG",
        "0.001, 0, 1/3, 0.333, CORRECT"
    })
    void aToleranceIsAbsoluteOrRelative(double absolute, double relative, String gold, String answer, Outcome outcome) {
        Verifier verifier = new NumericVerifier(new NumericVerifier.Config(true, absolute, relative));
        assertThat(judge(verifier, gold, answer).outcome()).isEqualTo(outcome);
    }

    @Test
    void unknownKindOrSettingNamesWhatThereIs() {
        assertThatThrownBy(() -> Wanted.verifier(Wanted.of("numerik")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kind must be one of ")
                .hasMessageContaining("countdown, exact, ")
                .hasMessageContaining("got \"numerik\"");
        assertThatThrownBy(() -> Wanted.verifier(Wanted.of("countdown", Map.of("depth", 3L))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("depth");
    }
}
