package dev.kedge.divergence.ratio;

import dev.kedge.divergence.LogInterval;

/**
 * A solver for where a smooth measure crosses a threshold: Newton's method on {@code sqrt(φ)} as a function of the log
 * ratio, inside a bracket.
 *
 * <p>A measure is a parabola near its minimum, so its square root is nearly straight and a few steps suffice from
 * {@code δ = 1e-30} to {@code 1e6}. A step that would leave the bracket, or that is not at least halving, is replaced
 * by a bisection; convergence does not depend on the shape of φ, only on its falling before 1 and rising after.
 */
final class LogRatioSolver {

    /** The step at which Newton's method has converged, relative to the log ratio. */
    private static final double CONVERGED = 1e-15;

    /** Bisection alone needs about 60 after the bracket is found, doubling about 1000 in the worst case. */
    private static final int MAX_STEPS = 2000;

    private LogRatioSolver() {}

    /**
     * Both crossings.
     *
     * @param measure φ, smooth on either side of 1
     * @param delta δ, finite, above 0
     * @return {@code {x : φ(e^x) <= δ}}
     */
    static LogInterval interval(RatioMeasure measure, double delta) {
        requireThreshold(delta);
        double width = Math.sqrt(2 * delta);
        return new LogInterval(-crossing(measure, delta, -1, width), crossing(measure, delta, +1, Math.log1p(width)));
    }

    /**
     * Checks a threshold.
     *
     * @param delta δ
     * @throws IllegalArgumentException unless δ is finite and above 0
     */
    static void requireThreshold(double delta) {
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("delta must be in (0, Infinity), got " + delta);
        }
    }

    /** The distance from {@code x = 0} to the crossing in the direction {@code side}; infinite if there is none. */
    private static double crossing(RatioMeasure measure, double delta, int side, double start) {
        if (measure.phi(side * Double.POSITIVE_INFINITY) <= delta) {
            return Double.POSITIVE_INFINITY;
        }
        double inside = 0;
        double outside = Double.POSITIVE_INFINITY;
        double distance = start;
        double lastStep = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MAX_STEPS; i++) {
            double phi = measure.phi(side * distance);
            if (phi <= delta) {
                inside = distance;
            } else {
                outside = distance;
            }
            double root = Math.sqrt(phi);
            double step = 2 * root * (root - Math.sqrt(delta)) / (side * measure.slope(side * distance));
            if (Math.abs(step) <= CONVERGED * distance) {
                return distance - step;
            }
            double next = distance - step;
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
                measure.definition().name() + " does not cross delta = " + delta + " on side " + side);
    }
}
