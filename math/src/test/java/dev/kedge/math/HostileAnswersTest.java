package dev.kedge.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Answers that are made to hang, break or cheat the verifier: none is paid, each comes to an end, none overflows the
 * stack.
 */
class HostileAnswersTest {

    /** Catches what hangs, on a machine that is as busy as can be; what is not bounded takes hours or does not end. */
    private static final Duration HANGS = Duration.ofSeconds(60);

    private static final MathJudge JUDGE = new MathJudge(6);

    private static Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String open : List.of(
                "(",
                "{",
                "[",
                "\\left(",
                "\\frac{",
                "\\sqrt{",
                "\\boxed{",
                "-",
                "\\{",
                "|",
                "\\text{",
                "\\begin{pmatrix}",
                "\\sin ",
                "x^",
                "x_",
                "\\lfloor ",
                "\\sqrt",
                "$",
                "\\(",
                "\\[",
                "<think>",
                "<answer>",
                "####",
                "answer is ",
                "answer: ")) {
            answers.put("100,000 times " + open, open.repeat(100_000) + "7");
            answers.put("150 times " + open, open.repeat(150) + "7");
        }
        answers.put("balanced brackets", "(".repeat(100_000) + "7" + ")".repeat(100_000));
        answers.put("balanced braces in a box", "\\boxed{" + "{".repeat(50_000) + "8" + "}".repeat(50_000) + "}");
        answers.put("fractions within fractions", "\\frac{1}{".repeat(2_000) + "1" + "}".repeat(2_000));
        answers.put("tower of powers", "\\boxed{10^{10^{10}}}");
        answers.put("taller tower", "\\boxed{9^{9^{9^{9^{9^{9}}}}}}");
        answers.put("tower without braces", "9^9^9^9^9^9^9");
        answers.put("power of a root", "\\sqrt{2}^{10^{12}}");
        answers.put("power of e", "e^{e^{e^{e^{e}}}}");
        answers.put("huge power of a sum", "(x+y+z)^{1000000000}");
        answers.put("factorial of ten million", "10000000!");
        answers.put("factorials of factorials", "((((((9!)!)!)!)!)!)!");
        answers.put("many factorials", "9" + "!".repeat(1_000));
        answers.put("huge binomial", "\\binom{1000000000}{500000000}");
        answers.put("long sum", "\\sum_{k=1}^{10^{12}} k");
        answers.put("sums of sums", "\\sum_{a=1}^{9999}\\sum_{b=1}^{9999}\\sum_{c=1}^{9999}\\sum_{d=1}^{9999} abcd");
        answers.put("long product", "\\prod_{k=1}^{1000000} k");
        answers.put("sine of a huge number", "\\sin(10^{300})");
        answers.put("tangent at its pole", "\\tan(\\frac{\\pi}{2})");
        answers.put("division by zero", "1/0");
        answers.put("zero by zero", "\\frac{0}{0}");
        answers.put("zero to the zero", "7 \\cdot 0^0");
        answers.put("not a number", "NaN");
        answers.put("infinity less infinity", "\\infty-\\infty");
        answers.put("logarithm of zero", "\\ln 0");
        answers.put("a million digits", "7".repeat(1_000_000));
        answers.put("a million digits in a box", "\\boxed{" + "7".repeat(1_000_000) + "}");
        answers.put("a million decimals", "0." + "3".repeat(1_000_000));
        answers.put("exponent of many digits", "1e" + "9".repeat(100_000));
        answers.put("exponent beyond bounds", "1e999999999");
        answers.put("negative exponent beyond bounds", "7e-999999999");
        answers.put("five megabytes of letters", "a".repeat(5_000_000));
        answers.put("five megabytes of backslashes", "\\".repeat(5_000_000));
        answers.put("five megabytes of the marker", "the answer is ".repeat(360_000));
        answers.put("five megabytes of boxes", "\\boxed{1}".repeat(550_000));
        answers.put("five megabytes of commas", "1,".repeat(2_500_000));
        answers.put("five megabytes of spaces", " ".repeat(5_000_000));
        answers.put("five megabytes of dollars", "$1".repeat(2_500_000));
        answers.put("spaces before nothing", "The answer is" + " ".repeat(100_000) + "!");
        answers.put("alternating signs", "+-".repeat(50_000) + "8");
        answers.put("a long sum of ones", "1" + "+1".repeat(100_000));
        answers.put("every number", numbers(0, 100, " "));
        answers.put("every number in a box", "\\boxed{" + numbers(0, 50, ",") + "}");
        answers.put("every number in a set", "\\{" + numbers(0, 50, ",") + "\\}");
        answers.put("every number with or", numbers(5, 9, " or "));
        answers.put("every number in boxes", numbers("\\boxed{", "}"));
        answers.put("every number said", numbers("The answer might be \\boxed{", "}. "));
        answers.put("an interval around it", "[0, 100]");
        answers.put("an inequality around it", "0 < x < 100");
        answers.put("all numbers", "\\mathbb{R}");
        answers.put("plus or minus", "7 \\pm 1");
        answers.put("a variable", "x");
        answers.put("an equation it solves", "x^2 = 49");
        answers.put("unbalanced box", "\\boxed{7");
        answers.put("empty box", "7 \\boxed{}");
        answers.put("NUL bytes", "\u0000".repeat(1000));
        answers.put("NUL within", "\\boxed{7\u00008}");
        answers.put("another alphabet's digit", "\\boxed{\u0667}");
        answers.put("another alphabet's letter", "\\boxed{\u0437}");
        answers.put("a lone surrogate", "\\boxed{\uD800}");
        answers.put("directions turned around", "\u202E81\u202C");
        answers.put("the right answer only in thought", "<think>7</think>");
        answers.put("thought without end", "<think>The answer is 7.");
        answers.put("answer taken back", "The answer is 7. No, the answer is 8.");
        answers.put("a question", "Is the answer 7?? No: #### 9");
        answers.put("many roots", "\\sqrt{2}+".repeat(400) + "1");
        answers.put("nested roots of sums", "\\sqrt{2+".repeat(150) + "1" + "}".repeat(150));
        answers.put("large matrix", "\\begin{pmatrix}" + "1&".repeat(100_000) + "1\\end{pmatrix}");
        answers.put(
                "large determinant", "\\begin{vmatrix}" + ("1&".repeat(19) + "1\\\\").repeat(20) + "\\end{vmatrix}");
        answers.put("many irrational members", "\\{" + "\\sqrt{2},".repeat(400) + "1\\}");
        answers.put("many unions", "(0,1)" + "\\cup(0,1)".repeat(150));
        answers.put("many plus-minus", "\\pm 1".repeat(100));
        answers.put("a tiny part among many logarithms", "7+\\sum_{k=1}^{40} \\ln(k+\\sqrt2)e^{-900}");
        answers.put("a tiny part among many terms", "\\sum_{k=1}^{9999} \\ln(k)e^{-900}");
        answers.put("too many steps of functions", "\\sum_{k=1}^{9000} \\arctan(k+\\sqrt2)");
        answers.put("many units", "8" + "\\text{ m}".repeat(500));
        answers.put("units within units", "8" + "\\frac{".repeat(200) + "\\text{m}" + "}{\\text{s}}".repeat(200));
        answers.put("many quantities", "7 hours 1 minute ".repeat(300));
        answers.put("many currencies", "\\$".repeat(1000) + "8");
        answers.put("digits of a base", "(" + "1".repeat(5000) + ")_2");
        answers.put("many bases", "1_2".repeat(1500));
        answers.put("many opened intervals", "]1,".repeat(1000));
        answers.put("many arrows", "A \\to ".repeat(600) + "B");
        answers.put("many lists", "a=1,b=2;".repeat(400));
        answers.put("a derivative of derivatives", "\\frac{d}{dx}".repeat(100) + "x^x");
        answers.put("a derivative of powers", "\\frac{d}{dx}" + "x^{".repeat(60) + "x" + "}".repeat(60));
        answers.put("number words", "one hundred and ".repeat(500) + "eight");
        answers.put("a set of words", "all real numbers ".repeat(300));
        answers.put("bars beside bars", "|".repeat(400) + "x" + "|".repeat(400));
        answers.put("a polynomial of high degree", "(x-1)^{90}(x-2)^{90} > 0");
        answers.put("a polynomial of many divisors", "720720x^8 + x + 720720 > 0");
        answers.put("absolute values within each other", "|".repeat(40) + "x" + "|".repeat(40) + " < 3");
        answers.put("many inequalities", "x(x-2)>0 \\text{ and } ".repeat(90) + "x>1");
        answers.put("powers of a matrix", "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}^5".repeat(60));
        answers.put("whole numbers without end", "\\{n\\in\\mathbb{Z}: 0<n<10^{9}\\}");
        answers.put("raised and lowered", "^3/_4".repeat(300));
        return answers;
    }

    private static String numbers(int from, int to, String separator) {
        List<String> numbers = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            numbers.add(String.valueOf(i));
        }
        return String.join(separator, numbers);
    }

    private static String numbers(String before, String after) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            all.append(before).append(i == 19 ? 7 : i).append(after);
        }
        return all.toString();
    }

    @Test
    void noneIsPaidAndAllEndOnASmallStack() throws InterruptedException {
        Map<String, String> answers = answers();
        List<String> paid = new ArrayList<>();
        AtomicReference<String> current = new AtomicReference<>("");
        List<String> broken = new ArrayList<>();
        Thread judge = new Thread(
                null,
                () -> answers.forEach((name, answer) -> {
                    try {
                        current.set(name);
                        Judgement verdict = JUDGE.judge("7", answer);
                        if (verdict.isCorrect() && !isSeven(name)) {
                            paid.add(name + ": " + verdict);
                        }
                    } catch (Throwable failure) {
                        broken.add(name + ": " + failure);
                    }
                }),
                "small stack",
                512 * 1024);
        judge.setDaemon(true);
        judge.start();
        while (judge.isAlive()) {
            String before = current.get();
            judge.join(HANGS.toMillis());
            assertThat(judge.isAlive() && Objects.equals(current.get(), before))
                    .as("judging \"%s\" does not end", before)
                    .isFalse();
        }
        assertThat(broken).isEmpty();
        assertThat(paid).isEmpty();
        assertThat(answers).hasSizeGreaterThan(100);
    }

    /** Openings before a 7 that LaTeX or a reader may pass over. */
    private static boolean isSeven(String name) {
        return name.contains(" times ");
    }

    @Test
    void hostileReferencesAreReportedOrRead() {
        answers().forEach((name, reference) -> {
            JUDGE.unfit(reference);
            assertThat(JUDGE.judge(reference, "123456789").isCorrect()).as(name).isFalse();
        });
    }
}
