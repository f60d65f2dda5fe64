package dev.kedge.benchmarks;

import dev.kedge.math.MathJudge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The answers per second that the mathematical verifier judges on one thread, and the time of the slowest hundredth.
 */
public final class VerifierBenchmark {

    private static final int WARM_UP_ROUNDS = 3;
    private static final int MIN_ROUNDS = 3;

    private VerifierBenchmark() {}

    /** A reference and an answer. */
    private record Pair(String reference, String answer) {}

    /**
     * Measures and prints.
     *
     * @param arguments seconds for each set of answers, 5 if not given; a file of rows to measure instead of the
     *     answers written here
     * @throws IOException if the file cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 5;
        System.out.println("answers | per second | median ms | 99th percentile ms | slowest ms");
        if (arguments.length > 1) {
            measure(arguments[1], rows(Path.of(arguments[1])), seconds);
        } else {
            measure("word problems", wordProblems(), seconds);
            measure("advanced", advanced(), seconds);
        }
    }

    private static List<Pair> rows(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Pair> pairs = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                JsonNode row = json.readTree(line);
                pairs.add(new Pair(row.path("gold").asString(), row.path("pred").asString()));
            }
        }
        return pairs;
    }

    private static List<Pair> wordProblems() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String steps = "First there are " + i + " * 3 = " + 3 * i + " apples in the boxes.\n" + "Then " + 3 * i
                    + " + 4 = " + (3 * i + 4) + " apples are on the table, each for $2.\n";
            String answer = String.valueOf(2 * (3 * i + 4));
            pairs.add(new Pair(answer, steps + "#### " + answer));
            pairs.add(new Pair(answer, steps + "The answer is $" + answer + "."));
            pairs.add(new Pair(answer, steps + "So they cost " + (i + 1) + " dollars."));
        }
        return pairs;
    }

    private static List<Pair> advanced() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 2; i < 30; i++) {
            pairs.add(new Pair("\\frac{\\sqrt{" + i + "}}{" + i + "}", "\\boxed{\\frac{1}{\\sqrt{" + i + "}}}"));
            pairs.add(new Pair("(x+" + i + ")^2", "\\boxed{x^2+" + 2 * i + "x+" + i * i + "}"));
            pairs.add(new Pair("\\cos(2x)+" + i, "\\boxed{" + (i + 1) + "-2\\sin^2 x}"));
            pairs.add(new Pair("(-\\infty," + i + ")\\cup(40,\\infty)", "\\boxed{x<" + i + " \\text{ or } x>40}"));
            pairs.add(new Pair("\\log_{" + i + "} 15", "\\boxed{\\frac{\\ln 15}{\\ln " + i + "}}"));
            pairs.add(new Pair("\\{1,2," + (i + 1) + "\\}", "\\boxed{" + (i + 1) + ", 1 \\text{ and } 2}"));
            pairs.add(new Pair("\\frac{" + i + "}{1+i}", "\\boxed{\\frac{" + i + "-" + i + "i}{2}}"));
            pairs.add(new Pair(
                    "\\begin{pmatrix}1&" + i + "\\\\0&1\\end{pmatrix}",
                    "\\boxed{\\begin{bmatrix} 1 & " + i + " \\\\ 0 & 1 \\end{bmatrix}}"));
        }
        return pairs;
    }

    private static void measure(String name, List<Pair> pairs, double seconds) {
        MathJudge judge = new MathJudge(6);
        int right = 0;
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            for (Pair pair : pairs) {
                right += judge.judge(pair.reference(), pair.answer()).isCorrect() ? 1 : 0;
            }
        }
        long[] nanos = new long[pairs.size()];
        long judged = 0;
        long start = System.nanoTime();
        long end = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        for (int round = 0; round < MIN_ROUNDS || System.nanoTime() < end; round++) {
            for (int i = 0; i < nanos.length; i++) {
                long before = System.nanoTime();
                right += judge.judge(pairs.get(i).reference(), pairs.get(i).answer())
                                .isCorrect()
                        ? 1
                        : 0;
                nanos[i] = System.nanoTime() - before; // of the last round
                judged++;
            }
        }
        double perSecond = judged / ((System.nanoTime() - start) / 1e9);
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%s (%d, %.0f%% right) | %.0f | %.3f | %.3f | %.3f%n",
                name,
                pairs.size(),
                100.0 * right / (judged + (double) WARM_UP_ROUNDS * pairs.size()),
                perSecond,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (0.99 * (nanos.length - 1))] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }
}
