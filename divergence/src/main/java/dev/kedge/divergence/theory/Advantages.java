package dev.kedge.divergence.theory;

/** Advantages of actions as GRPO forms them, for a group so large that its statistics are those of the policy. */
public final class Advantages {

    /** What is added to the deviation, as GRPO implementations do: without it a nearly certain policy has no bounds. */
    private static final double DEVIATION_FLOOR = 1e-4;

    private Advantages() {}

    /**
     * Rewards less their mean under a policy, in units of their standard deviation under it.
     *
     * @param policy the policy that acts
     * @param rewards {@code [V]}
     * @return {@code (r - mean)/(deviation + 1e-4)}, {@code [V]}; their mean under the policy is 0
     */
    public static double[] normalized(SoftmaxPolicy policy, double... rewards) {
        double mean = policy.mean(rewards);
        double[] squares = new double[rewards.length];
        for (int action = 0; action < rewards.length; action++) {
            squares[action] = (rewards[action] - mean) * (rewards[action] - mean);
        }
        double deviation = Math.sqrt(policy.mean(squares)) + DEVIATION_FLOOR;
        double[] advantages = new double[rewards.length];
        for (int action = 0; action < rewards.length; action++) {
            advantages[action] = (rewards[action] - mean) / deviation;
        }
        return advantages;
    }
}
