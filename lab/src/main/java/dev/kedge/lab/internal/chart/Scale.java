package dev.kedge.lab.internal.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis: where a number lies between its two ends, and which numbers are written beside it.
 *
 * @param low the number at the beginning
 * @param high the number at the end, above {@code low}
 * @param logarithmic whether equal lengths are equal factors; both ends are above 0 then
 */
public record Scale(double low, double high, boolean logarithmic) {

    /** About so many numbers are written on an axis. */
    private static final int TICKS = 5;

    /** From so many decades on only powers of ten are written. */
    private static final double MANY_DECADES = 1.7;

    /** Checks the ends. */
    public Scale {
        if (!(low < high) || (logarithmic && !(low > 0))) {
            throw new IllegalArgumentException("scale must have low < high, got " + low + " and " + high);
        }
    }

    /**
     * One number on an axis.
     *
     * @param value where
     * @param label as written; empty for a line without a number
     */
    record Tick(double value, String label) {}

    /**
     * Equal lengths are equal differences.
     *
     * @param low beginning
     * @param high end
     */
    public static Scale linear(double low, double high) {
        return new Scale(low, high, false);
    }

    /**
     * Equal lengths are equal factors.
     *
     * @param low beginning, above 0
     * @param high end
     */
    public static Scale log(double low, double high) {
        return new Scale(low, high, true);
    }

    /**
     * A linear scale that holds all finite numbers of some series, their bands too, with a little air.
     *
     * @param series at least one with a finite number
     */
    public static Scale around(List<Series> series) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series one : series) {
            for (double[] values : List.of(one.ys(), one.low(), one.high())) {
                for (double value : values) {
                    if (Double.isFinite(value)) {
                        low = Math.min(low, value);
                        high = Math.max(high, value);
                    }
                }
            }
        }
        double air = high > low ? 0.06 * (high - low) : 0.5;
        return linear(low >= 0 && low < 4 * air ? 0 : low - air, high + air);
    }

    /** Where a number lies: 0 at the beginning, 1 at the end. */
    double position(double value) {
        return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    List<Tick> ticks() {
        return logarithmic ? logTicks() : linearTicks();
    }

    private List<Tick> linearTicks() {
        double raw = (high - low) / TICKS;
        int exponent = (int) Math.floor(Math.log10(raw));
        double lead = raw / Math.pow(10, exponent);
        BigDecimal step = BigDecimal.valueOf(lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10)
                .scaleByPowerOfTen(exponent);
        List<Tick> ticks = new ArrayList<>();
        BigDecimal value =
                BigDecimal.valueOf(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
        while (value.doubleValue() <= high) {
            ticks.add(new Tick(value.doubleValue(), text(value)));
            value = value.add(step);
        }
        return ticks;
    }

    private List<Tick> logTicks() {
        boolean many = Math.log10(high / low) > MANY_DECADES;
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(low)); Math.pow(10, exponent) <= high; exponent++) {
            for (int lead : new int[] {1, 2, 5}) {
                BigDecimal value = BigDecimal.valueOf(lead).scaleByPowerOfTen(exponent);
                if (value.doubleValue() >= low * (1 - 1e-9) && value.doubleValue() <= high * (1 + 1e-9)) {
                    ticks.add(new Tick(value.doubleValue(), lead > 1 && many ? "" : text(value)));
                }
            }
        }
        return ticks;
    }

    private static String text(BigDecimal value) {
        String plain = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        return plain.replace('-', '−');
    }
}
