package dev.kedge.divergence.theory;

import java.util.ArrayList;
import java.util.List;

/**
 * Training without sampling noise. In each round {@code π_old ← π}, advantages are formed from the rewards of the
 * round, and π climbs the clipped objective by plain gradient steps on its logits; every expectation is a sum over
 * actions.
 *
 * @param objective what is climbed
 * @param innerSteps gradient steps per round, at least 1
 * @param learningRate of each step, above 0
 */
public record Dynamics(ClippedObjective objective, int innerSteps, double learningRate) {

    /** Checks the numbers. */
    public Dynamics {
        if (innerSteps < 1) {
            throw new IllegalArgumentException("innerSteps must be at least 1, got " + innerSteps);
        }
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("learningRate must be > 0, got " + learningRate);
        }
    }

    /**
     * Several rounds.
     *
     * @param start the first π_old
     * @param schedule what the verifier says
     * @param rounds how many, at least 1
     * @return the course of the policy
     */
    public Trajectory run(SoftmaxPolicy start, RewardSchedule schedule, int rounds) {
        List<Round> done = new ArrayList<>();
        SoftmaxPolicy policy = start;
        for (int round = 0; round < rounds; round++) {
            Round next = round(policy, Advantages.normalized(policy, schedule.rewards(round)));
            done.add(next);
            policy = next.policy();
        }
        return new Trajectory(start, done);
    }

    /**
     * One round with given advantages.
     *
     * @param old π_old
     * @param advantages A, {@code [V]}
     */
    public Round round(SoftmaxPolicy old, double... advantages) {
        PolicyCondition.Region region = objective.condition().around(old);
        SoftmaxPolicy now = old;
        ViolationShares violations = ViolationShares.NONE;
        for (int step = 0; step < innerSteps; step++) {
            boolean[] violated = region.violated(now);
            violations = violations.plus(ViolationShares.of(violated, old, now, advantages), 1.0 / innerSteps);
            now = now.moved(ClippedObjective.gradient(violated, old, now, advantages), learningRate);
        }
        return new Round(now, old.klTo(now), old.totalVariation(now), largestRatio(old, now), violations);
    }

    private static double largestRatio(SoftmaxPolicy old, SoftmaxPolicy now) {
        double largest = 0;
        for (int action = 0; action < old.size(); action++) {
            largest = Math.max(largest, Math.exp(now.logProbability(action) - old.logProbability(action)));
        }
        return largest;
    }
}
