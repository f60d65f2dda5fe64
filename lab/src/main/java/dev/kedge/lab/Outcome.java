package dev.kedge.lab;

import dev.kedge.divergence.theory.Round;
import dev.kedge.divergence.theory.SoftmaxPolicy;
import dev.kedge.divergence.theory.Trajectory;
import dev.kedge.divergence.theory.ViolationShares;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One problem under one condition: the course of the policy, and the numbers that are compared. */
record Outcome(Problem problem, Trajectory trajectory) {

    /** From which old probability on an action counts as one the policy is confident of. */
    private static final double CONFIDENT = 0.5;

    /** Up to which probability at the start an action counts as unlikely. */
    private static final double UNLIKELY = 0.05;

    /** A number that is compared. */
    enum Measure {
        /** Expected reward at the end. Where the verdict is a coin: of the last coins. */
        REWARD,
        /** Entropy at the end, nats. */
        ENTROPY,
        /** Probability at the end of the action that was likeliest at the start. */
        MODE_MASS,
        /** What actions with an old probability above 0.5 gained in a round, mean over the rounds. */
        CONFIDENT_GAIN,
        /** Probability at the end of the right actions that were unlikely at the start. */
        UNLIKELY_RIGHT_MASS,
        /** Exact KL(π_old || π) of a round, mean over the rounds, nats. */
        KL_PER_ROUND,
        /** Share of sampled tokens whose gradient was removed, mean over all inner steps. */
        CLIPPED,
        /** Share that violates with A > 0 and w > 1, and so on: the quadrants of the violations. */
        VIOLATED_RAISED_ABOVE,
        VIOLATED_RAISED_BELOW,
        VIOLATED_LOWERED_ABOVE,
        VIOLATED_LOWERED_BELOW,
        /** The largest ratio of any action at the end of a round, mean over the rounds. */
        LARGEST_RATIO;

        /** Its name in JSON. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    double of(Measure measure) {
        SoftmaxPolicy end = trajectory.end();
        return switch (measure) {
            case REWARD -> end.mean(lastRewards());
            case ENTROPY -> end.entropy();
            case MODE_MASS -> end.probability(problem.start().mode());
            case CONFIDENT_GAIN -> confidentGain();
            case UNLIKELY_RIGHT_MASS -> unlikelyRight();
            case KL_PER_ROUND -> trajectory.mean(Round::kl);
            case CLIPPED -> share(ViolationShares::clipped);
            case VIOLATED_RAISED_ABOVE -> share(ViolationShares::raisedAbove);
            case VIOLATED_RAISED_BELOW -> share(ViolationShares::raisedBelow);
            case VIOLATED_LOWERED_ABOVE -> share(ViolationShares::loweredAbove);
            case VIOLATED_LOWERED_BELOW -> share(ViolationShares::loweredBelow);
            case LARGEST_RATIO -> trajectory.mean(Round::largestRatio);
        };
    }

    private double share(ToDoubleFunction<ViolationShares> part) {
        return trajectory.mean(round -> part.applyAsDouble(round.violations()));
    }

    private double[] lastRewards() {
        return problem.schedule().rewards(trajectory.rounds().size() - 1);
    }

    private double unlikelyRight() {
        double[] rewards = lastRewards();
        double mass = 0;
        for (int action = 0; action < rewards.length; action++) {
            if (problem.start().probability(action) < UNLIKELY) {
                mass += rewards[action] * trajectory.end().probability(action);
            }
        }
        return mass;
    }

    private double confidentGain() {
        double gain = 0;
        SoftmaxPolicy old = trajectory.start();
        for (Round round : trajectory.rounds()) {
            int mode = old.mode();
            if (old.probability(mode) > CONFIDENT) {
                gain += round.policy().probability(mode) - old.probability(mode);
            }
            old = round.policy();
        }
        return gain / trajectory.rounds().size();
    }
}
