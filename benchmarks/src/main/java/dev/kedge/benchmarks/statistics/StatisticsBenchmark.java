package dev.kedge.benchmarks.statistics;

import dev.kedge.evaluation.Estimate;
import dev.kedge.evaluation.MajorityVote;
import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * The measurement of what an evaluation says: how long maj@k takes to count, and how often 95 % intervals hold the
 * truth.
 *
 * <pre>
 * benchmarks/statistics [ROUNDS [LARGEST]]
 * benchmarks/statistics alike [ROUNDS]
 * </pre>
 */
public final class StatisticsBenchmark {

    private static final int[] PROMPTS = {20, 30, 200};
    private static final double[] RATES = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99};
    private static final double[] BANDS = {0.01, 0.05, 0.2, 0.8, 0.95, 0.99};
    /** Different rates that a band is sampled at. */
    private static final int STEPS = 40;

    private StatisticsBenchmark() {}

    /**
     * Measures and prints.
     *
     * @param arguments simulated evaluations per number of the table, 20,000 without it; then the most completions that
     *     votes are counted of term by term, 256 without it (1024 takes a quarter of an hour or more); or what
     *     {@link AlikeAnswers} measures
     */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("alike")) {
            AlikeAnswers.measure(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60, System.out);
            return;
        }
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        int largest = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 256;
        PrintStream out = System.out;
        votes(largest, out);
        coverage(rounds, out);
        lengths(rounds, out);
    }

    /** A third right; wrong answers of many sizes, a tenth silent: the work of a prompt that is often answered. */
    private static void votes(int largest, PrintStream out) {
        out.printf(
                "| completions n | k | term by term, s | by roots of unity, s | ratio | difference |%n|---|---|---|---|---|---|%n");
        for (int n = 64; n <= 1024; n *= 2) {
            int right = n / 3;
            int silent = n / 10;
            List<Integer> wrong = new ArrayList<>();
            int left = n - right - silent;
            for (int size = left / 3; left > 0; size = Math.max(1, size * 2 / 3)) {
                wrong.add(Math.min(size, left));
                left -= Math.min(size, left);
            }
            int k = n / 2;
            for (int warm = 0; warm < 200; warm++) {
                MajorityVote.won(right, wrong, silent, k);
            }
            long start = System.nanoTime();
            int repeats = 20;
            double chance = 0;
            for (int i = 0; i < repeats; i++) {
                chance = MajorityVote.won(right, wrong, silent, k);
            }
            double now = (System.nanoTime() - start) / 1e9 / repeats;
            if (n <= largest) {
                start = System.nanoTime();
                double counted = VoteByCounting.won(right, wrong, silent, k);
                double before = (System.nanoTime() - start) / 1e9;
                out.printf(
                        Locale.ROOT,
                        "| %d | %d | %.4f | %.6f | %.0f | %.0e |%n",
                        n,
                        k,
                        before,
                        now,
                        before / now,
                        Math.abs(counted - chance));
            } else {
                out.printf(Locale.ROOT, "| %d | %d | – | %.6f | – | – |%n", n, k, now);
            }
        }
    }

    private static void coverage(int rounds, PrintStream out) {
        out.printf("%n| | prompts |");
        for (double rate : RATES) {
            out.printf(Locale.ROOT, " %s |", rate);
        }
        for (int band = 1; band < BANDS.length; band++) {
            out.printf(Locale.ROOT, " %s–%s |", BANDS[band - 1], BANDS[band]);
        }
        out.printf("%n|---|---|%s%n", "---|".repeat(RATES.length + BANDS.length - 1));
        for (Population population : Population.ALL) {
            for (int prompts : PROMPTS) {
                out.printf("| %s | %d |", population.name(), prompts);
                SplittableRandom random = RandomStream.of(1, Purpose.BOOTSTRAP, prompts, 0);
                for (double rate : RATES) {
                    out.printf(
                            Locale.ROOT, " %.3f |", held(population.new Draws(rate), prompts, rounds, random) / rounds);
                }
                for (int band = 1; band < BANDS.length; band++) {
                    double held = 0;
                    for (int step = 0; step < STEPS; step++) {
                        double rate = BANDS[band - 1] + (BANDS[band] - BANDS[band - 1]) * (step + 0.5) / STEPS;
                        held += held(population.new Draws(rate), prompts, rounds / STEPS, random);
                    }
                    out.printf(Locale.ROOT, " %.3f |", held / (rounds / STEPS * STEPS));
                }
                out.println();
            }
        }
    }

    private static double held(Population.Draws draws, int prompts, int rounds, SplittableRandom random) {
        int held = 0;
        for (int round = 0; round < rounds; round++) {
            Estimate estimate = Estimate.ofShares(draws.evaluation(prompts, random));
            held += holds(estimate, draws.truth()) ? 1 : 0;
        }
        return held;
    }

    private static void lengths(int rounds, PrintStream out) {
        out.printf("%n| lengths | 20 prompts | 30 prompts | 200 prompts |%n|---|---|---|---|%n");
        lengths("normal", 0, random -> random.nextGaussian(), rounds, out);
        lengths("exponential", 1, random -> -Math.log(1 - random.nextDouble()), rounds, out);
        lengths("log-normal, σ = 0.5", Math.exp(0.125), random -> Math.exp(random.nextGaussian() / 2), rounds, out);
    }

    private static void lengths(
            String name, double truth, ToDoubleFunction<SplittableRandom> draw, int rounds, PrintStream out) {
        out.printf("| %s |", name);
        for (int prompts : PROMPTS) {
            SplittableRandom random = RandomStream.of(1, Purpose.BOOTSTRAP, prompts, 1);
            int held = 0;
            for (int round = 0; round < rounds; round++) {
                double[] values = new double[prompts];
                for (int i = 0; i < prompts; i++) {
                    values[i] = draw.applyAsDouble(random);
                }
                held += holds(Estimate.of(values), truth) ? 1 : 0;
            }
            out.printf(Locale.ROOT, " %.3f |", (double) held / rounds);
        }
        out.println();
    }

    private static boolean holds(Estimate estimate, double truth) {
        return estimate.low() <= truth + 1e-12 && truth <= estimate.high() + 1e-12;
    }
}
