package dev.kedge.benchmarks.statistics;

import dev.kedge.evaluation.MajorityVote;
import dev.kedge.evaluation.PassAtK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * Made-up prompts whose chances of being answered rightly are Beta-distributed, and what is measured of each: a
 * function of how many of its completions are right.
 *
 * @param name what the table says
 * @param concentration a + b of the Beta distribution: infinite for prompts that are all alike, 0 for prompts that are
 *     always or never answered rightly
 * @param values of 0 to n right completions of n
 */
record Population(String name, double concentration, double[] values) {

    private static final int BISECTIONS = 60;

    static final List<Population> ALL = List.of(
            new Population("greedy", Double.POSITIVE_INFINITY, values(1, right -> right)),
            new Population("avg@8, prompts alike", Double.POSITIVE_INFINITY, values(8, right -> right / 8.0)),
            new Population("avg@8, Beta(20)", 20, values(8, right -> right / 8.0)),
            new Population("avg@8, Beta(2)", 2, values(8, right -> right / 8.0)),
            new Population("avg@8, Beta(0.3)", 0.3, values(8, right -> right / 8.0)),
            new Population("avg@1024, Beta(3)", 3, values(1024, right -> right / 1024.0)),
            new Population("pass@4 of 8, Beta(2)", 2, values(8, right -> PassAtK.any(8, right, 4))),
            new Population("pass@16 of 64, Beta(1)", 1, values(64, right -> PassAtK.any(64, right, 16))),
            new Population("maj@5 of 16, Beta(2)", 2, values(16, right -> voted(16, right, 5))),
            new Population("maj@16 of 16, Beta(1)", 1, values(16, right -> voted(16, right, 16))));

    private static double[] values(int completions, IntToDoubleFunction value) {
        double[] values = new double[completions + 1];
        Arrays.setAll(values, value);
        return values;
    }

    /** Of the wrong answers six in ten are the same, the others differ. */
    private static double voted(int completions, int right, int drawn) {
        int rival = (completions - right) * 6 / 10;
        List<Integer> wrong = new ArrayList<>(Collections.nCopies(completions - right - rival, 1));
        wrong.add(rival);
        return MajorityVote.won(right, wrong, 0, drawn);
    }

    /** The draws of one evaluation after another, at a true mean. */
    final class Draws {

        private final double[] cumulative;
        private final double truth;

        Draws(double mean) {
            double low = 1e-9;
            double high = 1 - 1e-9;
            for (int i = 0; i < BISECTIONS; i++) {
                double middle = (low + high) / 2;
                if (mean(chances(middle)) < mean) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            cumulative = chances(low);
            truth = mean(cumulative);
            Arrays.parallelPrefix(cumulative, Double::sum);
        }

        double truth() {
            return truth;
        }

        double[] evaluation(int prompts, SplittableRandom random) {
            double[] drawn = new double[prompts];
            for (int i = 0; i < prompts; i++) {
                int place = Arrays.binarySearch(cumulative, random.nextDouble());
                drawn[i] = values[Math.min(place < 0 ? -place - 1 : place, values.length - 1)];
            }
            return drawn;
        }
    }

    private double mean(double[] chances) {
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            mean += chances[i] * values[i];
        }
        return mean;
    }

    /** Beta-binomial: chances of 0 to n right completions, where the mean rate is given. */
    private double[] chances(double rate) {
        int n = values.length - 1;
        double[] logs = new double[n + 1];
        double a = rate * concentration;
        double b = (1 - rate) * concentration;
        for (int right = 0; right < n; right++) {
            boolean alike = Double.isInfinite(concentration);
            double ratio = alike ? rate / (1 - rate) : (a + right) / (b + n - right - 1);
            logs[right + 1] = logs[right] + Math.log((n - right) / (right + 1.0) * ratio);
        }
        double largest = Arrays.stream(logs).max().orElseThrow();
        double[] chances =
                Arrays.stream(logs).map(log -> Math.exp(log - largest)).toArray();
        double sum = Arrays.stream(chances).sum();
        return Arrays.stream(chances).map(chance -> chance / sum).toArray();
    }
}
