package dev.kedge.divergence.theory;

/**
 * The shares of the tokens sampled from π_old that violate the condition, by sign of the advantage and side of 1. Only
 * the first and the last lose their gradient; the others are being called back.
 *
 * @param raisedAbove {@code A > 0, w > 1}: clipped
 * @param raisedBelow {@code A > 0, w < 1}: keeps its gradient
 * @param loweredAbove {@code A < 0, w > 1}: keeps its gradient
 * @param loweredBelow {@code A < 0, w < 1}: clipped
 */
public record ViolationShares(double raisedAbove, double raisedBelow, double loweredAbove, double loweredBelow) {

    static final ViolationShares NONE = new ViolationShares(0, 0, 0, 0);

    static ViolationShares of(boolean[] violated, SoftmaxPolicy old, SoftmaxPolicy now, double... advantages) {
        ViolationShares shares = NONE;
        for (int action = 0; action < violated.length; action++) {
            if (violated[action]) {
                double share = old.probability(action);
                boolean above = now.logProbability(action) > old.logProbability(action);
                if (advantages[action] > 0) {
                    shares = shares.plus(above ? raised(share, 0) : raised(0, share), 1);
                } else if (advantages[action] < 0) {
                    shares = shares.plus(above ? lowered(share, 0) : lowered(0, share), 1);
                }
            }
        }
        return shares;
    }

    /**
     * The share that loses its gradient.
     *
     * @return {@code raisedAbove + loweredBelow}
     */
    public double clipped() {
        return raisedAbove + loweredBelow;
    }

    ViolationShares plus(ViolationShares other, double factor) {
        return new ViolationShares(
                raisedAbove + factor * other.raisedAbove,
                raisedBelow + factor * other.raisedBelow,
                loweredAbove + factor * other.loweredAbove,
                loweredBelow + factor * other.loweredBelow);
    }

    private static ViolationShares raised(double above, double below) {
        return new ViolationShares(above, below, 0, 0);
    }

    private static ViolationShares lowered(double above, double below) {
        return new ViolationShares(0, 0, above, below);
    }
}
