package dev.kedge.divergence.theory;

/** The rewards of each round. */
@FunctionalInterface
public interface RewardSchedule {

    /**
     * The rewards of a round.
     *
     * @param round counted from 0
     * @return {@code [V]}, one per action
     */
    double[] rewards(int round);

    /**
     * A verifier that never changes its mind.
     *
     * @param rewards {@code [V]}
     * @return the same rewards in every round
     */
    static RewardSchedule fixed(double... rewards) {
        double[] copy = rewards.clone();
        return round -> copy;
    }
}
