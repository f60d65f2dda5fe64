package dev.kedge.verifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountdownVerifierTest {

    private static Prompt prompt(String numbers, String target, String use) {
        return new Prompt("p", "?", target, Map.of("numbers", numbers, "target", target, "use", use));
    }

    private static Verdict judge(String numbers, String target, String completion) {
        return new CountdownVerifier().verify(prompt(numbers, target, "any"), completion);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#(7+3)*5", "steps;#5*(3+7)", "#7*5+3*5-0*5", "#((7+3))*5", "# ( 7 + 3 ) * 5 ", "#7*7+7/7"})
    void anyExpressionOfTheTargetCounts(String completion) {
        assertThat(judge("0,3,5,5,5,7,7,7,7", "50", completion).outcome()).isEqualTo(Outcome.CORRECT);
    }

    @Test
    void fractionsOnTheWayAreExact() {
        // (1/3)·(9/2)·4 = 36/6 = 6; in double, 8/(3-8/3) is 24.000000000000007, exactly it is 8·3 = 24.
        assertThat(judge("1,3,9,2,4", "6", "#1/3*9/2*4").isCorrect()).isTrue();
        assertThat(judge("3,3,8,8", "24", "#8/(3-8/3)").isCorrect()).isTrue();
        assertThat(judge("1,3,3", "1", "#1/3*3").isCorrect()).isTrue();
    }

    @Test
    void precedenceAndLeftAssociationAreTheUsualOnes() {
        assertThat(judge("7,3,5", "22", "#7+3*5").isCorrect()).isTrue(); // 7+15
        assertThat(judge("9,4,3", "2", "#9-4-3").isCorrect()).isTrue(); // (9-4)-3
        assertThat(judge("8,4,2", "1", "#8/4/2").isCorrect()).isTrue(); // (8/4)/2
        assertThat(judge("8,4,2", "4", "#8/4*2").isCorrect()).isTrue(); // (8/4)·2
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#7+3 | value 10 is not 50",
                "#(3+3)*5+5*4 | 3 used more often than given",
                "#50 | 50 used more often than given", // the target itself
                "#35+15 | 35 used more often than given", // digits joined
                "#07*7 | 7 used more often than given", // the second 7
                "#7/(3-3) | division by zero",
                "#1/3 | 1 used more often than given"
            })
    void readableButWrong(String completion, String reason) {
        Verdict verdict = judge("3,5,7", "50", completion);
        if (reason.equals("division by zero")) {
            assertThat(judge("3,3,5,7", "50", completion).reason()).isEqualTo(reason);
        } else {
            assertThat(verdict.outcome()).isEqualTo(Outcome.WRONG);
            assertThat(verdict.reason()).isEqualTo(reason);
        }
        assertThat(verdict.reward()).isEqualTo(0.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "# ",
                "no marker",
                "#7+3#(7+3)*5",
                "#+7",
                "#7--3",
                "#(7+3)(5)",
                "#7 3",
                "#(7+3*5",
                "#7+3)*5",
                "#7^3",
                "#7.0+3",
                "#7e1",
                "#7**3",
                "#7//3",
                "#7+3=10",
                "#(7+3)*5=50",
                "#()",
                "#(7+3)*5;",
                "#sqrt(7)",
                "#٣+7",
                "#7+3\n",
                "#7×3"
            })
    void anythingButASumOfWholeNumbersIsUnparsable(String completion) {
        Verdict verdict = judge("3,5,7,57", "50", completion);
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNPARSABLE);
        assertThat(verdict.reward()).isEqualTo(0.0);
    }

    @Test
    void givenTwiceMayBeUsedTwiceNotThrice() {
        assertThat(judge("5,5,2", "10", "#5+5").isCorrect()).isTrue();
        assertThat(judge("5,5,2", "15", "#5+5+5").reason()).isEqualTo("5 used more often than given");
    }

    /** -7+57 = 50; 3*(-2+(5-55+62)/2) = 3*(-2+6) = 12; 5*-3 = -15. */
    @Test
    void aMinusMayStandBeforeTheFirstNumberOrBracketAndBehindAProductSign() {
        assertThat(judge("7,57", "50", "#-7+57").isCorrect()).isTrue();
        assertThat(judge("2,2,3,5,55,62", "12", "#3*(-2+(5-55+62)/2)").isCorrect())
                .isTrue();
        assertThat(judge("3,5", "-15", "#5*-3").isCorrect()).isTrue();
        assertThat(judge("3,5", "-8", "#-(3+5)").isCorrect()).isTrue();
        assertThat(judge("3,5", "8", "#-(3+5)").outcome()).isEqualTo(Outcome.WRONG);
        assertThat(judge("3,5", "8", "#5--3").outcome()).isEqualTo(Outcome.UNPARSABLE);
    }

    /** 2*(3+4) = 14 with 2, 3 and 4, each once. */
    @Test
    void withoutFieldsTheReferenceExpressionSaysNumbersAndTarget() {
        Prompt bare = new Prompt("p", "?", "2*(3+4)", Map.of());
        CountdownVerifier verifier = new CountdownVerifier();
        assertThat(verifier.verify(bare, "# 2*4+2*3").outcome()).isEqualTo(Outcome.WRONG);
        assertThat(verifier.verify(bare, "# (4+3)*2").isCorrect()).isTrue();
        assertThat(verifier.verify(bare, "# 14").outcome()).isEqualTo(Outcome.WRONG);
        assertThat(verifier.verify(bare, "# 2*7").outcome()).isEqualTo(Outcome.WRONG);
        assertThat(verifier.unfitReference(bare)).isEmpty();
        assertThat(verifier.unfitReference(new Prompt("p", "?", "no sum", Map.of())))
                .isPresent();
    }

    @Test
    void useAllAsksForEveryNumberOnce() {
        CountdownVerifier verifier = new CountdownVerifier();
        assertThat(verifier.verify(prompt("3,5,7", "10", "all"), "#7+3").reason())
                .isEqualTo("not used: [5]");
        assertThat(verifier.verify(prompt("3,5,7", "15", "all"), "#7+3+5").isCorrect())
                .isTrue();
    }

    @Test
    void lengthAndDepthAreBounded() {
        String deep = "(".repeat(33) + "7" + ")".repeat(33);
        assertThat(judge("7", "7", "#" + deep).reason()).isEqualTo("brackets deeper than 32");
        assertThat(judge("7", "7", "#" + deep.substring(1, deep.length() - 1)).isCorrect())
                .isTrue();
        assertThat(judge("7", "7", "#" + "7+".repeat(128) + "7").reason())
                .isEqualTo("expression longer than 256 characters");
        assertThat(judge("7", "7", "#" + "(".repeat(1_000_000)).outcome()).isEqualTo(Outcome.UNPARSABLE);
    }

    @Test
    void promptWithoutTheFieldsIsAnErrorOfTheTask() {
        Prompt bare = new Prompt("task/1", "?", "50", Map.of("numbers", "1,2"));
        assertThatThrownBy(() -> new CountdownVerifier().verify(bare, "#1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the countdown verifier needs the field target of prompt task/1, got [numbers]");
    }
}
