package dev.kedge.verifiers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verifier;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which number of a completion {@code numeric} reads, and that a part of an expression is none. */
class FinalNumberTest {

    private static Outcome judge(String gold, String completion) {
        Verifier numeric = Verifiers.named("numeric").create();
        return numeric.verify(new Prompt("p", "?", gold, Map.of()), completion.replace("⏎", "\n"))
                .outcome();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "3 | \\boxed{x^3}",
                "3 | \\boxed{2x^3}",
                "1 | \\boxed{x_1}",
                "5 | \\boxed{x\\le 5}",
                "5 | \\boxed{x < 5}",
                "5 | \\boxed{x \\neq 5}",
                "5 | #### x\\le 5",
                "5 | #### x > 5",
                "17 | The answer is \\sqrt{17}.",
                "17 | The answer is sqrt(17).",
                "17 | The answer is √17.",
                "8 | The answer is \\log_2 8.",
                "2 | The answer is \\log_2 8.",
                "2 | so it is log_2(8)",
                "10 | The number of subsets is 2^10.",
                "2 | The number of subsets is 2^10.",
                "10 | The number of subsets is 2^{10}.",
                "4 | The ratio is 3:4.",
                "3 | \\boxed{3:4}",
                "30 | The train leaves at 12:30.",
                "5 | The answer is about 5 million.",
                "5 | \\boxed{5 \\text{ or } 6}",
                "5 | The answer is 5 or 6.",
                "6 | The answer is 5 or 6.",
                "3 | The answer is x^3.",
                "3 | The answer is 3\\times 10^6.",
                "6 | The answer is 3\\times 10^6.",
                "10 | The answer is 3\\times 10^6.",
                "1 | \\boxed{1\\frac12}",
                "5 | It is 3 + 5.",
                "3 | It is 3 + 5.",
                "5 | 10 = 5 * 2",
                "2 | 10 = 5 * 2",
                "0.0 | <answer>⏎-2.3913, 0.0⏎</answer>",
                "-2.3913 | <answer>⏎-2.3913, 0.0⏎</answer>",
                "5 | <answer>4</answer> 5",
                "5 | The answer is not 5.",
                "5 | The answer is at least 5.",
                "5 | \\boxed{5",
                "5 | \\boxed{4}. Hmm, \\boxed{5",
                "19 | It is caused by COVID-19.",
                "7 | \\boxed{\\log(7)}",
                "7 | \\boxed{(7, 8)}",
                "8 | \\boxed{|-8| + 1}",
            })
    void aPartOfWhatIsMarkedOrSaidIsNotTheAnswer(String gold, String completion) {
        assertThat(judge(gold, completion)).isNotEqualTo(Outcome.CORRECT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1.5 | \\boxed{1\\frac12}",
                "1.5 | \\boxed{1 1/2}",
                "-1.5 | \\boxed{-1\\frac{1}{2}}",
                "3000000 | \\boxed{3\\times 10^6}",
                "3000000 | \\boxed{3\\times 10^{6}}",
                "0.003 | \\boxed{3\\times 10^{-3}}",
                "3000000 | The answer is 3\\times 10^6.",
                "3000000 | The answer is 3 × 10^6.",
                "81 | so 9*9 = 81",
                "81 | \\boxed{9\\cdot 9 = 81}",
                "81 | \\boxed{x = 81}",
                "81 | x=81",
                "81 | <answer>81</answer>",
                "81 | <answer>x = 81</answer>",
                "81 | The answer is not 80 but 81.",
                "81 | The answer is 81 (see above).",
                "81 | The answer is 81, in all 9 rows.",
                "81 | \\boxed{81}. The answer is correct because 80+1=81.",
                "81 | Fill \\boxed{?} and get \\boxed{81}.",
                "81 | \\boxed 81",
                "81 | 答案：81",
                "81 | 所以答案是81。",
                "81 | Ответ: 81 км",
                "81 | 답: 81개",
                "81 | La réponse est 81.",
                "-81 | It is -81.",
                "-81 | It is – 81.",
                "81 | Ans: 81",
                "81 | He has 81 apples (9 rows).",
                "1000000 | It is 1,000,000.",
                "0.25 | It is 1/4.",
                "81 | \\(81\\)",
                "81 | $81$",
                "81 | $$81$$",
                "81 | ≈ 81",
            })
    void theWholeExpressionIsRead(String gold, String completion) {
        assertThat(judge(gold, completion)).isEqualTo(Outcome.CORRECT);
    }

    /** The float nearest to 0.1 is 13421773/2^27 = 0.100000001490116…; the double nearest to 0.1 is another number. */
    @Test
    void aReferenceWithTheDigitsOfAWidenedFloatIsThatFloat() {
        assertThat(judge("0.10000000149011612", "0.1")).isEqualTo(Outcome.CORRECT);
        assertThat(judge("0.10000000149011612", "0.10000000149011612")).isEqualTo(Outcome.CORRECT);
        assertThat(judge("-2.299999952316284", "-2.3")).isEqualTo(Outcome.CORRECT);
        assertThat(judge("0.10000000149011612", "0.1001")).isEqualTo(Outcome.WRONG);
        assertThat(judge("0.10000000149011613", "0.1")).isEqualTo(Outcome.WRONG);
        assertThat(judge("0.1000000001", "0.1")).isEqualTo(Outcome.WRONG);
        assertThat(judge("0.5", "0.50000001")).isEqualTo(Outcome.WRONG);
    }
}
