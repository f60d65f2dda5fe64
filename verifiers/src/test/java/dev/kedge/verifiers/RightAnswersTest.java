package dev.kedge.verifiers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several right answers, references that nothing can equal, and text whose marks mean something. */
class RightAnswersTest {

    private static final Verifier NORMALIZED = Verifiers.named("normalized").create();

    private static Verdict judge(String kind, Prompt prompt, String completion) {
        return Verifiers.named(kind).create().verify(prompt, completion);
    }

    private static Prompt listed(String answer, String list) {
        return new Prompt("p", "?", answer, Map.of("right_answers", list));
    }

    @Test
    void aListColumnIsAListOfRightAnswers() {
        Prompt who = listed("Denver Broncos, the Broncos", "[\"Denver Broncos\", \"the Broncos\"]");
        for (String kind : List.of("normalized", "exact", "math", "f1")) {
            assertThat(judge(kind, who, "Denver Broncos").isCorrect()).as(kind).isTrue();
            assertThat(judge(kind, who, "the Broncos").isCorrect()).as(kind).isTrue();
            assertThat(judge(kind, who, "Denver").isCorrect()).as(kind).isFalse();
        }
        assertThat(judge("f1", who, "Denver Broncos").reward()).isEqualTo(1.0);
        assertThat(judge("numeric", listed("3, 4", "[\"3\", \"4\"]"), "It is 4.")
                        .isCorrect())
                .isTrue();
        assertThat(judge("numeric", listed("3, 4", "[\"3\", \"4\"]"), "It is 5.")
                        .isCorrect())
                .isFalse();
        assertThat(judge("multiple-choice", listed("A, C", "[\"A\", \"C\"]"), "C")
                        .isCorrect())
                .isTrue();
        assertThat(judge("multiple-choice", listed("A, C", "[\"A\", \"C\"]"), "B")
                        .isCorrect())
                .isFalse();
    }

    @Test
    void aReferenceThatIsAJsonListOfStringsIsOneToo() {
        Prompt two = new Prompt("p", "?", "[\"\\\\frac12\", \"3\"]", Map.of());
        assertThat(judge("math", two, "\\boxed{0.5}").isCorrect()).isTrue();
        assertThat(judge("math", two, "\\boxed{3}").isCorrect()).isTrue();
        assertThat(judge("math", two, "\\boxed{4}").isCorrect()).isFalse();
        // an interval and a list of numbers are none of strings
        assertThat(judge("math", new Prompt("p", "?", "[1,2]", Map.of()), "\\boxed{1}")
                        .isCorrect())
                .isFalse();
        assertThat(judge("math", new Prompt("p", "?", "[1,2]", Map.of()), "\\boxed{[1,2]}")
                        .isCorrect())
                .isTrue();
        // letter by letter, a list is the text that it is
        Prompt exact = new Prompt("p", "?", "[\"a\", \"b\"]", Map.of());
        assertThat(judge("exact", exact, "a").isCorrect()).isFalse();
        assertThat(judge("exact", exact, "[\"a\", \"b\"]").isCorrect()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "numeric | 12 | eight",
                "numeric | 1/2 | 3 or 4",
                "multiple-choice | B | 1",
                "marked-integer | 12 | 1.5",
                "regex | [0-9]+ | (a",
                "normalized | New York | ~ ~",
                "f1 | New York | the",
                "exact | x | ~ ~",
                "math | 1/2 | 1/0",
                "countdown | 1+2 | three",
            })
    void everyVerifierNamesReferencesThatNothingCanEqual(String kind, String fit, String unfit) {
        Verifier verifier = Verifiers.named(kind).create();
        assertThat(verifier.unfitReference(new Prompt("p", "?", fit, Map.of()))).isEmpty();
        assertThat(verifier.unfitReference(new Prompt("p", "?", unfit, Map.of())))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "_ Q⏎Q _ | <answer>⏎_ Q⏎Q _⏎</answer> | true",
                "_ Q⏎Q _ | <answer>⏎Q _⏎_ Q⏎</answer> | false",
                "_ Q⏎Q _ | _ Q Q _ | false",
                "1 2⏎3 4 | 1 2⏎4 3 | false",
                "1 2⏎3 4 | 1 2⏎3 4⏎ | true",
                "up⏎left | Up⏎left | true",
                "up⏎left | up left | false",
                "C++ | C++ | true",
                "C++ | C | false",
                "C# | C++ | false",
                "-5 | -5 | true",
                "-5 | 5 | false",
                "3.5 | 35 | false",
                "3.5 | 3.5 | true",
                "3/4 | 34 | false",
                "1,2 | 12 | false",
                "1,000 | 1000 | true",
                "[1, 2] | 1 2 | false",
                "? | ? | true",
                "? | ! | false",
                "A | a | true",
                "A | the | false",
                "a theory | Theory! | true",
                "New-York | new york | false",
                "Don't stop | dont stop | true",
            })
    void marksAndLinesOfAReferenceCountWhereTheyMeanSomething(String gold, String completion, boolean right) {
        Prompt prompt = new Prompt("p", "?", gold.replace("⏎", "\n"), Map.of());
        assertThat(NORMALIZED.verify(prompt, completion.replace("⏎", "\n")).isCorrect())
                .as("%s and %s", gold, completion)
                .isEqualTo(right);
    }
}
