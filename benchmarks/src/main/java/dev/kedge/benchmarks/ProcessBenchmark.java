package dev.kedge.benchmarks;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.verifiers.ProcessVerifier;
import dev.kedge.verifiers.VerifierPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The verdicts per second of the {@code process} verifier with scorers that only compare two texts. */
public final class ProcessBenchmark {

    private static final int BATCH = 1_000;
    private static final int WARM_UP_BATCHES = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PYTHON = """
            import json, sys
            for line in sys.stdin:
                q = json.loads(line)
                print(json.dumps({"id": q["id"], "correct": q["completion"] == q["reference"]}))
            """;
    private static final String NODE = """
            require('readline').createInterface({input: process.stdin}).on('line', (line) => {
              const q = JSON.parse(line);
              console.log(JSON.stringify({id: q.id, correct: q.completion === q.reference}));
            });
            """;

    private ProcessBenchmark() {}

    /**
     * Measures and prints.
     *
     * @param arguments seconds for each row, 5 if not given
     */
    public static void main(String[] arguments) {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 5;
        System.out.println("scorer | children | verdicts per second | the slowest batch");
        for (int children : List.of(1, 2)) {
            measure("Python", List.of("python3", "-c", PYTHON), children, seconds);
        }
        for (int children : List.of(1, 2)) {
            measure("Node", List.of("node", "-e", NODE), children, seconds);
        }
    }

    private static void measure(String name, List<String> command, int children, double seconds) {
        ProcessVerifier verifier = new ProcessVerifier(ProcessVerifier.Config.builder()
                .command(command)
                .children(children)
                .timeout(PATIENCE)
                .build());
        List<Prompt> prompts = new ArrayList<>();
        List<String> completions = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            Map<String, String> fields = Map.of("source", "made up", Prompt.JSON_VALUES, "{\"numbers\":[3," + i + "]}");
            prompts.add(new Prompt("sum-" + i, "What is 3 + " + i + "? Think, then answer.", "" + (3 + i), fields));
            completions.add(i % 2 == 0 ? "" + (3 + i) : "3 and " + i + " are more than I can count.");
        }
        VerifierPool.Config bounds = new VerifierPool.Config(children, PATIENCE, 1 << 20, 0);
        try (VerifierPool pool = new VerifierPool(verifier, bounds)) {
            for (int batch = 0; batch < WARM_UP_BATCHES; batch++) {
                judge(pool, prompts, completions);
            }
            long judged = 0;
            long slowest = 0;
            long start = System.nanoTime();
            long end = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
            while (System.nanoTime() < end) {
                long before = System.nanoTime();
                judge(pool, prompts, completions);
                slowest = Math.max(slowest, System.nanoTime() - before);
                judged += BATCH;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s | %d | %.0f | %.0f%n",
                    name,
                    children,
                    judged / ((System.nanoTime() - start) / 1e9),
                    BATCH / (slowest / 1e9));
        }
    }

    /** Every other answer is right, or the figure is worth nothing. */
    private static void judge(VerifierPool pool, List<Prompt> prompts, List<String> completions) {
        long right = pool.verifyAll(prompts, completions).stream()
                .filter(Verdict::isCorrect)
                .count();
        if (right != BATCH / 2) {
            throw new IllegalStateException("half of " + BATCH + " answers must be right, got " + right);
        }
    }
}
