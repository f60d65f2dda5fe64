package dev.kedge.objective.schedule;

import dev.kedge.api.SettingException;

/**
 * A factor that goes from one number to another within some steps and stays there: {@code to + (from − to)·r(p)} with
 * {@code p = min((step − 1)/steps, 1)}, so that the first step has {@code from} and step {@code steps + 1} has
 * {@code to}.
 *
 * <p>BandPO's scripts let δ fall from 0.2 to 0.02 in this way, arXiv:2603.04918: {@code delta: 0.2} and {@code to:
 * 0.1}.
 */
public final class Decay implements ThresholdSchedule {

    /** The share r(p) of the way that is still to go. */
    public enum Shape {
        /** {@code 1 − p}. */
        LINEAR {
            @Override
            double remaining(double progress) {
                return 1 - progress;
            }
        },
        /** {@code (1 + cos πp)/2}. */
        COSINE {
            @Override
            double remaining(double progress) {
                return (1 + Math.cos(Math.PI * progress)) / 2;
            }
        };

        abstract double remaining(double progress);
    }

    /**
     * Both ends and the time between.
     *
     * @param from factor of the first step, above 0
     * @param to factor at the end, above 0
     * @param steps that the change takes, at least 1
     */
    public record Config(double from, double to, long steps) {

        /** To a tenth within a hundred steps. */
        public static final Config DEFAULT = new Config(1, 0.1, 100);

        /** Checks the ranges. */
        public Config {
            requireFactor("from", from);
            requireFactor("to", to);
            requireSteps(steps);
        }
    }

    /**
     * Both ends, the time between and the bend.
     *
     * @param from factor of the first step, above 0
     * @param to factor at the end, above 0
     * @param steps that the change takes, at least 1
     * @param power k of {@code r(p) = (1 − p)^k}, above 0; 1 is a line
     */
    public record PolynomialConfig(double from, double to, long steps, double power) {

        /** Twice as steep at the start. */
        public static final PolynomialConfig DEFAULT = new PolynomialConfig(1, 0.1, 100, 2);

        /** Checks the ranges. */
        public PolynomialConfig {
            requireFactor("from", from);
            requireFactor("to", to);
            requireSteps(steps);
            requireFactor("power", power);
        }
    }

    private interface Remaining {
        double at(double progress);
    }

    private final double from;
    private final double to;
    private final long steps;
    private final Remaining remaining;

    private Decay(double from, double to, long steps, Remaining remaining) {
        this.from = from;
        this.to = to;
        this.steps = steps;
        this.remaining = remaining;
    }

    /**
     * A decay of one of the shapes.
     *
     * @param shape between the ends
     * @param config the ends
     */
    public static Decay of(Shape shape, Config config) {
        return new Decay(config.from(), config.to(), config.steps(), shape::remaining);
    }

    /**
     * A decay along a power.
     *
     * @param config the ends and the power
     */
    public static Decay polynomial(PolynomialConfig config) {
        return new Decay(
                config.from(), config.to(), config.steps(), progress -> Math.pow(1 - progress, config.power()));
    }

    @Override
    public double factor(long step) {
        double progress = Math.min((double) (step - 1) / steps, 1);
        return to + (from - to) * remaining.at(progress);
    }

    static void requireFactor(String name, double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new SettingException(name, "must be > 0 and finite, got " + factor);
        }
    }

    private static void requireSteps(long steps) {
        if (steps < 1) {
            throw new SettingException("steps", "must be >= 1, got " + steps);
        }
    }
}
