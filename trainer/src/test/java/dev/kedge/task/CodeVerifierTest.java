package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static final String VALUES = """
            import java.util.*;
            public class Solution {
              public static List<Integer> list() { return List.of(1, 2, 3); }
              public static int[][] nested() { return new int[][] {{1, 2}, {3}}; }
              public static double three() { return 3; }
              public static double tenth() { return 0.1; }
              public static long large() { return 9007199254740993L; }
              public static Map<String, Integer> map() { return new TreeMap<>(Map.of("a", 1, "b", 2)); }
              public static Object mixed() { return Arrays.asList("a\\"ä", 'c', true, null, Optional.of(2.5f), new String[] {"1"}); }
              public static String text() { return "3"; }
            }""";

    /** Lists, arrays, maps and numbers as values: 3.0 is 3, and {"b": 2, "a": 1} is {"a": 1, "b": 2}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "list | [1,2,3] | CORRECT",
                "list | [1.0, 2, 3e0] | CORRECT",
                "list | [3,2,1] | WRONG",
                "list | [1,2] | WRONG",
                "list | [\"1\",2,3] | WRONG",
                "list | \"[1, 2, 3]\" | CORRECT",
                "nested | [[1,2],[3]] | CORRECT",
                "nested | [[1,2,3]] | WRONG",
                "three | 3 | CORRECT",
                "three | 3.00 | CORRECT",
                "three | 3.1 | WRONG",
                "tenth | 0.1 | CORRECT",
                "tenth | 1e-1 | CORRECT",
                "large | 9007199254740993 | CORRECT",
                "large | 9007199254740992 | WRONG",
                "map | {\"b\": 2, \"a\": 1.0} | CORRECT",
                "map | {\"a\": 1} | WRONG",
                "map | {\"a\": 1, \"c\": 2} | WRONG",
                "mixed | [\"a\\\"ä\", \"c\", true, null, 2.5, [\"1\"]] | CORRECT",
                "mixed | [\"a\\\"ä\", \"c\", true, null, 2.5, [1]] | WRONG",
                "text | 3 | CORRECT",
                "text | \"3\" | CORRECT",
                "text | [3] | WRONG",
            })
    void aResultIsComparedAsAValue(String method, String result, Outcome outcome) {
        String tests = "[{\"call\": \"Solution." + method + "()\", \"result\": " + result + "}]";
        assertThat(judge(ALL, tests, VALUES)).returns(outcome, Verdict::outcome);
    }

    @Test
    void testsThatCannotBeReadAreFoundWhenTheDataIsLoaded() {
        assertThat(ALL.unfitReference(new Prompt("p", "?", CALLS, Map.of()))).isEmpty();
        for (String tests : List.of("3", "[]", "[{\"call\": \"f()\"}]", "[{")) {
            assertThat(ALL.unfitReference(new Prompt("p", "?", tests, Map.of())))
                    .as(tests)
                    .hasValueSatisfying(reason -> assertThat(reason).contains("must"));
        }
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
