package dev.kedge.benchmarks.statistics;

import dev.kedge.math.MathJudge;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/** The time that grouping the wrong answers of one prompt takes, of many kinds: 1,024 different texts of each. */
final class AlikeAnswers {

    private static final int ANSWERS = 1024;

    private AlikeAnswers() {}

    /** Prints the processor time of the first and of the best of some rounds. */
    static void measure(int rounds, PrintStream out) {
        MathJudge judge = new MathJudge(6);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        out.printf("| answers | groups | first, ms | best of %d, ms |%n|---|---:|---:|---:|%n", rounds);
        for (Map.Entry<String, List<String>> kind : kinds().entrySet()) {
            double first = 0;
            double best = Double.POSITIVE_INFINITY;
            int groups = 0;
            for (int round = 0; round < rounds; round++) {
                long start = threads.getCurrentThreadCpuTime();
                groups = new HashSet<>(judge.alike(kind.getValue())).size();
                double time = (threads.getCurrentThreadCpuTime() - start) / 1e6;
                first = round == 0 ? time : first;
                best = Math.min(best, time);
            }
            out.printf(Locale.ROOT, "| %s | %d | %.0f | %.1f |%n", kind.getKey(), groups, first, best);
        }
    }

    private static Map<String, List<String>> kinds() {
        Map<String, IntFunction<String>> kinds = new LinkedHashMap<>();
        kinds.put("numbers", i -> String.valueOf(3 * i + 7));
        kinds.put("fractions", i -> "\\frac{" + (i + 1) + "}{1031}");
        kinds.put("roots", i -> (i + 2) + "\\sqrt{" + (i % 7 + 2) + "}");
        kinds.put(
                "squares, half of them expanded",
                i -> i % 2 == 0 ? "(x+" + i / 2 + ")^2" : "x^2+" + i / 2 * 2 + "x+" + i / 2 * (i / 2));
        kinds.put("points", i -> "(" + i + ", " + (i + 1) + ")");
        kinds.put("sets", i -> "\\{" + i + ", " + (i + 1) + "\\}");
        kinds.put("intervals", i -> "[" + i + ", " + (i + 1) + ")");
        kinds.put("equations", i -> "x = " + i);
        kinds.put("lists", i -> i + ", " + (i + 1));
        kinds.put("words", i -> "city " + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26) + (char) ('a' + i / 676));
        kinds.put("lengths", i -> i + " cm");
        Map<String, List<String>> answers = new LinkedHashMap<>();
        List<IntFunction<String>> all = new ArrayList<>(kinds.values());
        kinds.put("all of these", i -> all.get(i % all.size()).apply(i));
        kinds.forEach((name, kind) -> {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < ANSWERS; i++) {
                texts.add(kind.apply(i));
            }
            Collections.shuffle(texts, new Random(1));
            answers.put(name, texts);
        });
        return answers;
    }
}
