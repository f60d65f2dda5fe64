package dev.kedge.divergence.theory;

/** A feasibility test C(θ): how far from the old policy is too far? */
public interface PolicyCondition {

    /** The policies that a condition allows around one old policy. */
    @FunctionalInterface
    interface Region {

        /**
         * Tests every action.
         *
         * @param now π
         * @return {@code [V]}: where the condition is violated
         */
        boolean[] violated(SoftmaxPolicy now);
    }

    /**
     * The condition for a round.
     *
     * @param old π_old
     * @return what it allows
     */
    Region around(SoftmaxPolicy old);
}
