package dev.kedge.lab;

import dev.kedge.divergence.theory.RewardSchedule;
import dev.kedge.divergence.theory.SoftmaxPolicy;
import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A policy to begin with, and what its verifier rewards.
 *
 * @param start the policy before the first round
 * @param schedule rewards, 1 for right and 0 for wrong
 */
record Problem(SoftmaxPolicy start, RewardSchedule schedule) {

    /** V. */
    static final int ACTIONS = 20;

    /** The policy that it begins with. */
    enum Start {
        /** One action has 0.7, the others share the rest. */
        PEAKED("peaked") {
            @Override
            double logit(int action, double normal) {
                return action == 0 ? StrictMath.log(MODE / (1 - MODE) * (ACTIONS - 1)) : 0.5 * normal;
            }
        },
        /** The probability falls as a power of the rank, {@code rank^-1.2}. */
        LONG_TAILED("long-tailed") {
            @Override
            double logit(int action, double normal) {
                return -1.2 * StrictMath.log1p(action) + 0.1 * normal;
            }
        },
        /** Nearly uniform. */
        FLAT("flat") {
            @Override
            double logit(int action, double normal) {
                return 0.1 * normal;
            }
        };

        /** About the probability of the likeliest action of a peaked policy. */
        private static final double MODE = 0.7;

        private final String title;

        Start(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        abstract double logit(int action, double normal);

        SoftmaxPolicy policy(long seed) {
            SplittableRandom random = RandomStream.of(seed, Purpose.LAB, LOGITS, 0);
            double[] logits = new double[ACTIONS];
            for (int action = 0; action < ACTIONS; action++) {
                logits[action] = logit(action, random.nextGaussian());
            }
            return SoftmaxPolicy.ofLogits(logits);
        }
    }

    /** The right actions. */
    enum Goal {
        /** The action that the policy prefers anyway. */
        CONFIDENT("the likeliest action is right") {
            @Override
            RewardSchedule schedule(SoftmaxPolicy start, long seed) {
                return RewardSchedule.fixed(indicator(start.mode()));
            }
        },
        /** One action of the less likely half: the one at rank 15 of 20. */
        RARE("one unlikely action is right") {
            @Override
            RewardSchedule schedule(SoftmaxPolicy start, long seed) {
                return RewardSchedule.fixed(indicator(byProbability(start)[RARE_RANK]));
            }
        },
        /** Half of the actions, drawn once. */
        HALF("half of the actions are right") {
            @Override
            RewardSchedule schedule(SoftmaxPolicy start, long seed) {
                return RewardSchedule.fixed(coins(seed, 0));
            }
        },
        /** Half of the actions, drawn anew in every round: the verdict says nothing. */
        NOISE("the verdict is a coin") {
            @Override
            RewardSchedule schedule(SoftmaxPolicy start, long seed) {
                return round -> coins(seed, 1 + round);
            }
        };

        private static final int RARE_RANK = 14;

        private final String title;

        Goal(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        abstract RewardSchedule schedule(SoftmaxPolicy start, long seed);

        private static double[] indicator(int action) {
            double[] rewards = new double[ACTIONS];
            rewards[action] = 1;
            return rewards;
        }

        /** The actions, likeliest first. */
        private static int[] byProbability(SoftmaxPolicy policy) {
            return IntStream.range(0, policy.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(action -> -policy.probability(action)))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    /** The streams of logits: the same numbers for every kind of start. */
    private static final int LOGITS = 0;

    /** The streams of rewards. */
    private static final int REWARDS = 1;

    /** Rewards that say nothing: exactly half of the actions, at random. */
    static double[] coins(long seed, int draw) {
        SplittableRandom random = RandomStream.of(seed, Purpose.LAB, REWARDS, draw);
        double[] rewards = new double[ACTIONS];
        int left = ACTIONS / 2;
        for (int action = 0; action < ACTIONS; action++) {
            if (random.nextInt(ACTIONS - action) < left) {
                rewards[action] = 1;
                left--;
            }
        }
        return rewards;
    }

    static Problem of(Start start, Goal goal, long seed) {
        SoftmaxPolicy policy = start.policy(seed);
        return new Problem(policy, goal.schedule(policy, seed));
    }
}
