package dev.kedge.divergence.probability;

import dev.kedge.divergence.ratio.Kl3;

/**
 * The solution of {@code KL(coin(r) || coin(q)) = δ} for the change {@code d} of the log odds from r to q; r is the
 * probability of the coin's rarer face.
 *
 * <p>In d the divergence is the cumulant generating function {@code K(d) = log(1 + r(e^d - 1)) - r·d}: convex, 0 with
 * slope 0 at 0, straight far out on both sides. Divided by r it stays what it is when r goes to 0, where it becomes
 * KL3, {@code e^d - 1 - d}; so {@code r = 0} is allowed, and everything here is in that scale: {@code F = K/r =
 * scaledDelta = δ/r}.
 *
 * <p>Cheap Newton steps first, then steps with an F that has no cancellation until one is so small that the next would
 * not show. No allocation.
 */
final class ForwardTilt {

    /** Nearer to 0, F has no digits to steer by unless it is evaluated without cancellation. */
    private static final double CHEAP_FROM = 0.05;

    /** From here on the plain formula for F loses no more than three bits. */
    private static final double PLAIN_FROM = 1.5;

    /** {@code e^d} overflows beyond. */
    private static final double LARGE = 700;

    /** A cheap step of this relative size leaves an error of its square. */
    private static final double NEARLY = 1e-5;

    private static final double CONVERGED = 1e-9;

    /** Four steps of both kinds together are enough for r from 1e-300 to 1/2 and δ from 1e-15 to 100. */
    private static final int MAX_STEPS = 50;

    private static final Kl3 KL3 = new Kl3();

    private ForwardTilt() {}

    /**
     * The root below 0: the face becomes rarer still.
     *
     * @param rare r, 0 or from 1e-300 to 1/2
     * @param scaledDelta {@code δ/r}, finite, above 0; at {@code r = 0} the threshold of KL3
     * @return {@code d < 0}
     */
    static double below(double rare, double scaledDelta) {
        double common = 1 - rare;
        double room = Math.sqrt(2 * scaledDelta / common);
        // The line that F approaches on the left, and the second-order expansion around 0.
        double asymptote = scaledDelta + logOver(-rare);
        double d = -Math.min(room * (1 + (common - rare) * room / 6), asymptote);
        if (d < -CHEAP_FROM) {
            double step = d;
            for (int i = 0; i < MAX_STEPS && Math.abs(step) > NEARLY * -d; i++) {
                double excess = Math.exp(d) - 1;
                step = (excess * logOver(rare * excess) - d - scaledDelta) * (1 + rare * excess) / (common * excess);
                d -= step;
            }
        }
        return polished(rare, scaledDelta, d);
    }

    /**
     * The root above 0: the face becomes less rare.
     *
     * <p>The cheap step is Newton's on {@code d = log(1 + (e^{δ + r·d} - 1)/r)}, which is {@code d = δ + r·d + log w}:
     * nearly a fixed-point equation for rare faces, where F itself bends like an exponential.
     *
     * @param rare r, 0 or from 1e-300 to 1/2
     * @param scaledDelta {@code δ/r}, finite, above 0; at {@code r = 0} the threshold of KL3
     * @return {@code d > 0}
     */
    static double above(double rare, double scaledDelta) {
        double common = 1 - rare;
        double room = Math.sqrt(2 * scaledDelta / common);
        double bend = Math.max(common - rare, CONVERGED);
        double expansion = Math.log1p(bend * room * (1 + bend * room / 3)) / bend;
        double d = Math.min(expansion, (rare * scaledDelta - Math.log(rare)) / common);
        if (d > CHEAP_FROM) {
            double step = d;
            for (int i = 0; i < MAX_STEPS && Math.abs(step) > NEARLY * d; i++) {
                double partition = rare * (scaledDelta + d);
                double left = Math.exp(-partition);
                double logRatio = partition > 1
                        ? Math.log((1 - left) / rare + left)
                        : Math.log(1 + (scaledDelta + d) * expOver(partition)) - partition;
                step = (partition + logRatio - d) / (Math.exp(-logRatio) - 1);
                d -= step;
            }
        }
        return polished(rare, scaledDelta, d);
    }

    /**
     * How the probability of the rarer face changes.
     *
     * @param rare r
     * @param tilt d
     * @return {@code log(q/r) = d - log(1 + r(e^d - 1))}
     */
    static double rareLogRatio(double rare, double tilt) {
        return tilt > 1 ? -Math.log(rare + (1 - rare) * Math.exp(-tilt)) : tilt - logPartition(rare, tilt);
    }

    /**
     * How the probability of the other face changes, at a root.
     *
     * @param rare r
     * @param scaledDelta {@code δ/r}
     * @param tilt d, a root
     * @return {@code log((1 - q)/(1 - r)) = -log(1 + r(e^d - 1))}, which is {@code -(δ + r·d)} at a root
     */
    static double commonLogRatio(double rare, double scaledDelta, double tilt) {
        return tilt > 0 ? -rare * (scaledDelta + tilt) : -logPartition(rare, tilt);
    }

    private static double polished(double rare, double scaledDelta, double start) {
        double d = start;
        for (int i = 0; i < MAX_STEPS; i++) {
            double excess = Math.abs(d) < PLAIN_FROM ? Math.expm1(d) : Math.exp(d) - 1;
            double slope = d > LARGE ? (1 - rare) / rare : (1 - rare) * excess / (1 + rare * excess);
            double step = (scaledDivergence(rare, d, excess) - scaledDelta) / slope;
            d -= step;
            if (Math.abs(step) <= CONVERGED * Math.abs(d)) {
                return d;
            }
        }
        throw new IllegalStateException(
                "forward KL does not cross delta/r = " + scaledDelta + " at r = " + rare + " from d = " + start);
    }

    /** F, to a few units in the last place; {@code excess} is {@code e^d - 1}. */
    private static double scaledDivergence(double rare, double d, double excess) {
        if (d > LARGE) {
            return logPartition(rare, d) / rare - d;
        }
        if (Math.abs(d) >= PLAIN_FROM) {
            return excess * logOver(rare * excess) - d;
        }
        double partition = rare * excess * logOver(rare * excess);
        double ofCommon = rare == 0 ? 0 : (1 - rare) / rare * KL3.phi(-partition);
        return KL3.phi(d - partition) + ofCommon;
    }

    /** {@code log(1 + r(e^d - 1))}. */
    private static double logPartition(double rare, double d) {
        if (d > LARGE) {
            return d + Math.log(rare + (1 - rare) * Math.exp(-d));
        }
        double excess = rare * Math.expm1(d);
        return excess * logOver(excess);
    }

    /** {@code log(1 + u)/u}, 1 at {@code u = 0}: the error that 1 + u makes of u cancels in the quotient. */
    private static double logOver(double u) {
        double sum = 1 + u;
        return sum == 1 ? 1 : Math.log(sum) / (sum - 1);
    }

    /** {@code (e^z - 1)/z}, 1 at {@code z = 0}, to about ten digits. */
    private static double expOver(double z) {
        return z < NEARLY ? 1 + z / 2 * (1 + z / 3) : (Math.exp(z) - 1) / z;
    }
}
