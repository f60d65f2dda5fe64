package dev.kedge.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The mathematical verdicts per second of processor time of two builds by kinds of answers, in one process and by
 * turns, the best round of each.
 */
public final class VerdictsBesideBenchmark {

    private static final String JUDGE = "dev.kedge.math.MathJudge";
    private static final int PAIRS = 300;
    private static final int DECIMALS = 6;

    private VerdictsBesideBenchmark() {}

    /** A reference and an answer. */
    private record Pair(String reference, String answer) {}

    /** One build of the verifier. */
    private record Build(Class<?> judgeClass, Method judge, Object instance) {

        static Build of(List<URL> classes) throws ReflectiveOperationException {
            ClassLoader loader = new URLClassLoader(classes.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            Class<?> judge = Class.forName(JUDGE, true, loader);
            return new Build(
                    judge,
                    judge.getMethod("judge", String.class, String.class),
                    judge.getConstructor(int.class).newInstance(DECIMALS));
        }

        /** A judge that has seen no reference. */
        Build anew() {
            try {
                Object fresh = judgeClass.getConstructor(int.class).newInstance(DECIMALS);
                return new Build(judgeClass, judge, fresh);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        Object judged(Pair pair) {
            try {
                return judge.invoke(instance, pair.reference(), pair.answer());
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Measures and prints.
     *
     * @param arguments the class path of the build to compare with, the class path of this one, rounds, and words that
     *     the kinds to measure hold (all if not given)
     * @throws IOException if a class path cannot be read
     * @throws ReflectiveOperationException if a build has no such verifier
     */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Build before = Build.of(urls(arguments[0]));
        Build now = Build.of(urls(arguments[1]));
        int rounds = Integer.parseInt(arguments[2]);
        String words = arguments.length > 3 ? arguments[3] : "";
        System.out.println("answers | before | each reference once | references kept | ratio | ratio, kept");
        for (Map.Entry<String, List<Pair>> kind : kinds().entrySet()) {
            if (kind.getKey().contains(words)) {
                measure(kind.getKey(), kind.getValue(), before, now, rounds);
            }
        }
    }

    private static List<URL> urls(String classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            urls.add(new File(entry).toURI().toURL());
        }
        return urls;
    }

    private static void measure(String name, List<Pair> pairs, Build before, Build now, int rounds) {
        double[] least = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        for (int round = 0; round < 2 * rounds; round++) {
            for (int turn = 0; turn < least.length; turn++) {
                int which = (turn + round) % least.length;
                Build build = which == 0 ? before : which == 1 ? now.anew() : now;
                double nanos = nanos(build, pairs);
                if (round >= rounds) { // the first half warms up
                    least[which] = Math.min(least[which], nanos);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s | %.0f | %.0f | %.0f | %.2f | %.2f%n",
                name,
                1e9 / least[0],
                1e9 / least[1],
                1e9 / least[2],
                least[0] / least[1],
                least[0] / least[2]);
    }

    private static double nanos(Build build, List<Pair> pairs) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (Pair pair : pairs) {
            build.judged(pair);
        }
        return (threads.getCurrentThreadCpuTime() - start) / (double) pairs.size();
    }

    private static Map<String, List<Pair>> kinds() {
        Map<String, List<Pair>> kinds = new LinkedHashMap<>();
        String[] words = {"Paris", "yellow", "Denver Broncos", "circle", "Monday"};
        for (int i = 0; i < PAIRS; i++) {
            String steps = "First there are " + i + " * 3 = " + 3 * i + " apples in the boxes.\nThen " + 3 * i
                    + " + 4 = " + (3 * i + 4) + " apples are on the table, each for $2.\n";
            String x = String.valueOf(2 * (3 * i + 4));
            String sum = "\\frac{" + x + "}{3}";
            String same = "$\\frac{" + 2 * (6 * i + 8) + "}{6}$";
            String word = words[i % words.length] + " " + (char) ('a' + i % 26) + "ville";
            add(kinds, "\\boxed{14} behind two lines", x, steps + "So we get \\boxed{" + x + "}.");
            add(kinds, "#### 14", x, steps + "#### " + x);
            add(kinds, "The answer is $14.", x, steps + "The answer is $" + x + ".");
            add(kinds, "Therefore, the final answer is: 14.", x, steps + "Therefore, the final answer is: " + x + ".");
            add(kinds, "The answer is a fraction, behind two lines", sum, steps + "The answer is $" + sum + "$.");
            add(kinds, "The answer is a fraction", sum, "The answer is " + same + ".");
            add(
                    kinds,
                    "The answer is 14 apples, because …",
                    x,
                    steps + "The answer is " + x + " apples, because each.");
            add(kinds, "So they cost 14 dollars.", x, steps + "So they cost " + x + " dollars.");
            add(kinds, "a number", x, i % 2 == 0 ? x : x + "1");
            add(kinds, "a number with decimals", x, x + ".0");
            add(kinds, "a fraction between dollar signs", sum, same);
            add(kinds, "a tuple", "(" + i + ", " + x + ")", "(" + i + "," + x + ")");
            add(kinds, "a set", "\\{1, " + x + "\\}", "$\\{" + x + ",1\\}$");
            add(kinds, "an interval", "[0," + x + ")", "$0 \\le x < " + x + "$");
            add(kinds, "words", word, word.toLowerCase(Locale.ROOT) + ".");
            add(kinds, "\\boxed{x^2+14}", "x^2+" + x, "So we get \\boxed{" + x + " + x^2}.");
        }
        return kinds;
    }

    private static void add(Map<String, List<Pair>> kinds, String kind, String reference, String answer) {
        kinds.computeIfAbsent(kind, first -> new ArrayList<>()).add(new Pair(reference, answer));
    }
}
