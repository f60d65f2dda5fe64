package dev.kedge.divergence.theory;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A policy over the rounds of its training.
 *
 * @param start before the first round
 * @param rounds at least one
 */
public record Trajectory(SoftmaxPolicy start, List<Round> rounds) {

    /** Keeps its own copy. */
    public Trajectory {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("rounds must be at least 1, got 0");
        }
        rounds = List.copyOf(rounds);
    }

    /**
     * Where it ended.
     *
     * @return the policy after the last round
     */
    public SoftmaxPolicy end() {
        return rounds.get(rounds.size() - 1).policy();
    }

    /**
     * A number of the policy before the first round and after each.
     *
     * @param measure what to look at
     * @return one number more than there are rounds
     */
    public double[] course(ToDoubleFunction<SoftmaxPolicy> measure) {
        double[] course = new double[rounds.size() + 1];
        course[0] = measure.applyAsDouble(start);
        for (int round = 0; round < rounds.size(); round++) {
            course[round + 1] = measure.applyAsDouble(rounds.get(round).policy());
        }
        return course;
    }

    /**
     * The mean over the rounds.
     *
     * @param measure a number of each round
     */
    public double mean(ToDoubleFunction<Round> measure) {
        return rounds.stream().mapToDouble(measure).average().orElseThrow();
    }
}
