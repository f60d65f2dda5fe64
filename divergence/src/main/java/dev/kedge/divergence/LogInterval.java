package dev.kedge.divergence;

/**
 * An allowed range of importance ratios, kept as logarithms: {@code logLow <= log w <= logHigh}, both ends included.
 *
 * <p>Always contains {@code w = 1}. The logarithm keeps what matters when the range is narrow: at {@code δ = 1e-12} the
 * ratio {@code low} has lost ten digits of {@code 1 - low}, the logarithm none.
 *
 * @param logLow lower end, in {@code [-Infinity, 0]}; {@code -Infinity} means any decrease is allowed
 * @param logHigh upper end, in {@code [0, +Infinity]}; {@code +Infinity} means any increase is allowed
 */
public record LogInterval(double logLow, double logHigh) {

    /** Every ratio is allowed. */
    public static final LogInterval UNBOUNDED = new LogInterval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Where {@code 1 + expm1(x)} is at least as accurate as {@code exp(x)}: one half to two. */
    private static final double NEAR_ONE = Math.log(2);

    /** Checks that the interval contains {@code w = 1}. */
    public LogInterval {
        if (!(logLow <= 0)) {
            throw new IllegalArgumentException("logLow must be in [-Infinity, 0], got " + logLow);
        }
        if (!(logHigh >= 0)) {
            throw new IllegalArgumentException("logHigh must be in [0, Infinity], got " + logHigh);
        }
    }

    /**
     * An interval given by its room on either side of 1.
     *
     * @param below {@code 1 - low}, above 0; from 1 on there is no lower end
     * @param above {@code high - 1}, above 0
     * @return {@code {x : 1 - below <= e^x <= 1 + above}}
     */
    public static LogInterval aroundOne(double below, double above) {
        return new LogInterval(below >= 1 ? Double.NEGATIVE_INFINITY : Math.log1p(-below), Math.log1p(above));
    }

    /**
     * The lower end as a ratio.
     *
     * @return {@code exp(logLow)}, in [0, 1]
     */
    public double low() {
        return ratio(logLow);
    }

    /**
     * The upper end as a ratio.
     *
     * @return {@code exp(logHigh)}, in [1, Infinity]
     */
    public double high() {
        return ratio(logHigh);
    }

    /**
     * The room below 1, to full relative accuracy however narrow.
     *
     * @return {@code 1 - low}, in [0, 1]
     */
    public double oneMinusLow() {
        return -Math.expm1(logLow);
    }

    /**
     * The room above 1, to full relative accuracy however narrow.
     *
     * @return {@code high - 1}, in [0, Infinity]
     */
    public double highMinusOne() {
        return Math.expm1(logHigh);
    }

    /**
     * Whether a log ratio is allowed.
     *
     * @param logRatio {@code log w}
     * @return true from {@code logLow} to {@code logHigh}; false for NaN
     */
    public boolean contains(double logRatio) {
        return logRatio >= logLow && logRatio <= logHigh;
    }

    private static double ratio(double logRatio) {
        return Math.abs(logRatio) < NEAR_ONE ? 1 + Math.expm1(logRatio) : Math.exp(logRatio);
    }
}
