package dev.kedge.divergence.probability;

import dev.kedge.divergence.ratio.ReverseKl;

/**
 * The solution of {@code KL(coin(q) || coin(r)) = δ} for the change {@code d} of the log odds from r to q; r is the
 * probability of the coin's rarer face.
 *
 * <p>In d the divergence is {@code R(d) = q·d - log(1 + r(e^d - 1))}. It falls before 0 and rises after, but only to
 * {@code -log(1 - r)} on the left (the face never shows) and {@code -log r} on the right (it always shows): from there
 * on there is no root. Newton's method on {@code sqrt(R)}, which is straight near 0, within a bracket; a step that
 * would leave it, or that is not at least halving, is replaced by a bisection. No allocation.
 */
final class ReverseTilt {

    /** From here on the plain formula for R loses no more than three bits. */
    private static final double PLAIN_FROM = 1.5;

    /** {@code log(1 + e^z) = z} from here on. */
    private static final double STRAIGHT_FROM = 40;

    /** {@code e^d} overflows beyond. */
    private static final double LARGE = 700;

    /** Newton's method on a nearly straight function: a step of this relative size leaves an error of its square. */
    private static final double CONVERGED = 1e-9;

    /** A few steps are usual; where the root is about to vanish, bisection takes up to 64. */
    private static final int MAX_STEPS = 200;

    private static final ReverseKl REVERSE_KL = new ReverseKl();

    private ReverseTilt() {}

    /**
     * The root below 0: the face becomes rarer still.
     *
     * @param logRare {@code log r}, finite, up to {@code log(1/2)}
     * @param delta δ, finite, above 0
     * @return {@code d < 0}; {@code -Infinity} if there is none
     */
    static double below(double logRare, double delta) {
        double rare = Math.exp(logRare);
        if (delta >= -Math.log1p(-rare)) {
            return Double.NEGATIVE_INFINITY;
        }
        double room = Math.sqrt(2 * delta / (rare * (1 - rare)));
        // The second-order expansion -s(1 + gs/3), written so that it does not stay short of a root that is far.
        double start = room / (1 - Math.min((1 - 2 * rare) * room / 3, 0.9));
        return -root(logRare, rare, delta, -1, start);
    }

    /**
     * The root above 0: the face becomes less rare.
     *
     * @param logRare {@code log r}, finite, up to {@code log(1/2)}
     * @param delta δ, finite, above 0
     * @return {@code d > 0}; {@code +Infinity} if there is none
     */
    static double above(double logRare, double delta) {
        if (delta >= -logRare) {
            return Double.POSITIVE_INFINITY;
        }
        double rare = Math.exp(logRare);
        double room = Math.sqrt(2 * delta / (rare * (1 - rare)));
        double start = room < 1 / CONVERGED ? Math.log1p(room + room * room / 6) : Math.log(delta / 3) - logRare;
        return root(logRare, rare, delta, +1, start);
    }

    /**
     * How the probability of the rarer face changes.
     *
     * @param logRare {@code log r}
     * @param tilt d
     * @return {@code log(q/r) = d - log(1 + r(e^d - 1))}
     */
    static double rareLogRatio(double logRare, double tilt) {
        if (tilt > LARGE) {
            return -logRare - Math.log1p(Math.exp(-tilt - logRare));
        }
        double rare = Math.exp(logRare);
        return tilt > 1 ? -Math.log(rare + (1 - rare) * Math.exp(-tilt)) : tilt - logPartition(logRare, rare, tilt);
    }

    /**
     * How the probability of the other face changes.
     *
     * @param logRare {@code log r}
     * @param tilt d
     * @return {@code log((1 - q)/(1 - r)) = -log(1 + r(e^d - 1))}
     */
    static double commonLogRatio(double logRare, double tilt) {
        return -logPartition(logRare, Math.exp(logRare), tilt);
    }

    /** The distance from 0 to the root in the direction {@code side}. */
    private static double root(double logRare, double rare, double delta, int side, double start) {
        double common = 1 - rare;
        double target = Math.sqrt(delta);
        double inside = 0;
        double outside = Double.POSITIVE_INFINITY;
        double distance = start;
        double lastStep = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MAX_STEPS; i++) {
            double d = side * distance;
            double partition = logPartition(logRare, rare, d);
            double odds = Math.exp(-d - logRare) * common;
            double q = 1 / (1 + odds);
            double divergence = Math.abs(d) < PLAIN_FROM
                    ? rare * REVERSE_KL.phi(d - partition) + common * REVERSE_KL.phi(-partition)
                    : q * d - partition;
            if (divergence <= delta) {
                inside = distance;
            } else {
                outside = distance;
            }
            double height = Math.sqrt(divergence);
            double step = 2 * height * (height - target) / (q * (odds / (1 + odds)) * distance);
            double next = distance - step;
            if (Math.abs(step) <= CONVERGED * distance) {
                return next;
            }
            boolean newton = next > inside && next < outside && Math.abs(step) <= lastStep / 2;
            if (!newton) {
                next = outside == Double.POSITIVE_INFINITY ? 2 * distance : inside + (outside - inside) / 2;
            }
            if (next == inside || next == outside) {
                return next;
            }
            lastStep = Math.abs(next - distance);
            distance = next;
        }
        throw new IllegalStateException(
                "reverse KL does not cross delta = " + delta + " at log r = " + logRare + " on side " + side);
    }

    /** {@code log(1 + r(e^d - 1))}. */
    private static double logPartition(double logRare, double rare, double d) {
        double moved = d + logRare;
        if (moved > STRAIGHT_FROM) {
            return moved;
        }
        double excess = Math.abs(d) < PLAIN_FROM ? rare * Math.expm1(d) : Math.exp(moved) - rare;
        double sum = 1 + excess;
        return sum == 1 ? excess : Math.log(sum) * (excess / (sum - 1));
    }
}
