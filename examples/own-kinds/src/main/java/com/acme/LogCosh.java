package com.acme;

import dev.kedge.api.Threshold;
import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.RatioCondition;

/**
 * A condition that Kedge does not have: {@code log cosh(log w) <= delta}. It treats a token that becomes twice as likely
 * and one that becomes half as likely the same, like a quadratic for small moves and like |log w| for large ones. Its
 * interval is closed form: {@code |log w| <= arcosh(e^delta)}.
 */
public final class LogCosh implements RatioCondition {

    /**
     * Its setting.
     *
     * @param delta largest log cosh(log w) of a token, above 0; the default puts the upper bound at 1.2
     */
    public record Config(@Threshold double delta) {

        /** The upper bound at 1.2. */
        public static final Config DEFAULT = new Config(Math.log(Math.cosh(Math.log(1.2))));

        /** Checks the range. */
        public Config {
            if (!(delta > 0 && delta < 700)) {
                throw new IllegalArgumentException("delta must be in (0, 700), got " + delta);
            }
        }
    }

    private final double delta;

    public LogCosh(Config config) {
        delta = config.delta();
    }

    @Override
    public Definition definition() {
        return new Definition("log-cosh", "log cosh of the log-ratio", "log cosh(log w) <= delta", "an example");
    }

    @Override
    public double threshold() {
        return delta;
    }

    @Override
    public LogInterval interval() {
        // arcosh(1 + z) = log1p(z + sqrt(z (z + 2))) with z = e^delta - 1: exact for small delta too.
        double z = Math.expm1(delta);
        double bound = Math.log1p(z + Math.sqrt(z * (z + 2)));
        return new LogInterval(-bound, bound);
    }

    @Override
    public double divergence(double logRatio) {
        double size = Math.abs(logRatio);
        return size + Math.log1p(Math.exp(-2 * size)) - Math.log(2);
    }
}
