package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Java programs by their tests. What hostile ones may do is in HostileAnswersTest. */
class CodeVerifierTest {

    private static final Verifier ALL = Wanted.verifier(Wanted.of("code"));
    private static final Verifier SHARE = Wanted.verifier(Wanted.of("code", Map.of("pay", "share")));
    private static final String CALLS = """
            [{"call": "Solution.add(1, 2)", "result": 3}, {"call": "Solution.add(-1, 1)", "result": "0"}]""";

    @AfterAll
    static void close() {
        ALL.close();
        SHARE.close();
    }

    private static Verdict judge(Verifier verifier, String tests, String program) {
        return verifier.verify(new Prompt("p", "?", tests, Map.of()), "Here:\n```java\n" + program + "\n```\n");
    }

    @Test
    void aProgramIsRunWithInputAndItsOutputCompared() {
        String sum = """
                import java.util.Scanner;
                public class Sum {
                  record Pair(int a, int b) {}
                  public static void main(String[] args) {
                    Scanner in = new Scanner(System.in);
                    Pair pair = new Pair(in.nextInt(), in.nextInt());
                    System.out.println("sum " + java.util.stream.Stream.of(pair.a(), pair.b()).mapToInt(x -> x).sum());
                  }
                }""";
        String tests = """
                [{"stdin": "1 2\\n", "stdout": "sum 3\\n"}, {"stdin": "-1 1", "stdout": "sum 0"}]""";
        assertThat(judge(ALL, tests, sum))
                .returns(Outcome.CORRECT, Verdict::outcome)
                .returns(1.0, Verdict::reward);
        Verdict wrong = judge(ALL, tests, sum.replace(".sum()", ".sum() + 1"));
        assertThat(wrong).returns(Outcome.WRONG, Verdict::outcome).returns(0.0, Verdict::reward);
        assertThat(wrong.reason()).isEqualTo("test 1: another output");
    }

    @Test
    void aCallHasAResult() {
        String add = "class Solution { static int add(int a, int b) { return a + b; } }";
        assertThat(judge(ALL, CALLS, add).outcome()).isEqualTo(Outcome.CORRECT);
        assertThat(judge(ALL, CALLS, add.replace("+", "-")).outcome()).isEqualTo(Outcome.WRONG);
        // 1 of 2 tests: max(1, 2) is not 3, max(-1, 1) is not 0; but 3 - 0·… : a constant passes one
        assertThat(judge(SHARE, CALLS, add.replace("a + b", "3")).reward()).isEqualTo(0.5);
        String arrays = "class Solution { static int[][] two() { return new int[][] {{1}, {2, 3}}; } }";
        assertThat(judge(ALL, "[{\"call\": \"Solution.two()\", \"result\": \"[[1], [2, 3]]\"}]", arrays)
                        .outcome())
                .isEqualTo(Outcome.CORRECT);
    }

    @Test
    void whatDoesNotCompileIsUnparsable() {
        Verdict verdict = judge(ALL, CALLS, "class Solution { int add( }");
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNPARSABLE);
        assertThat(verdict.reason()).startsWith("line 1: ");
    }

    @Test
    void aFailureIsWrongAndSaysWhichTest() {
        String failing = "class Solution { static int add(int a, int b) { return a / (b - 2); } }";
        Verdict verdict = judge(ALL, CALLS, failing);
        assertThat(verdict.outcome()).isEqualTo(Outcome.WRONG);
        assertThat(verdict.reason()).startsWith("test 1: exit status 1").contains("ArithmeticException");
    }

    @Test
    void testsThatAreNoneAreTheDataSetsFault() {
        assertThatThrownBy(() -> judge(ALL, "3", "class A {}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tests must be a JSON list");
    }

    /** The program is at fault, not who runs it: it is wrong, and stays in its group. */
    @Test
    void aProgramThatRunsTooLongIsWrong() {
        try (Verifier brief = Wanted.verifier(Wanted.of("code", Map.of("test_timeout", "300ms")))) {
            Verdict endless =
                    judge(brief, """
                    [{"stdin": "", "stdout": "1"}]""", "class Main { public static void main(String[] a) { while (true) { } } }");
            assertThat(endless).returns(Outcome.WRONG, Verdict::outcome).returns(0.0, Verdict::reward);
            assertThat(endless.reason()).isEqualTo("test 1: no end within 300 ms");
            assertThat(brief.runsCompletion(new Prompt("p", "?", "", Map.of()))).isTrue();
        }
    }
}
