package dev.kedge.api;

/**
 * Ranges of numbers in settings, checked where a record is made. Each gives the number back or throws a
 * {@link SettingException} that names the component; NaN is in no range.
 *
 * <pre>{@code
 * record Config(double rate, int places) {
 *     Config {
 *         Require.notNegative("rate", rate);
 *         Require.atLeast("places", 1, places);
 *     }
 * }
 * }</pre>
 */
public final class Require {

    private Require() {}

    /**
     * A finite number above 0.
     *
     * @param component its name
     * @param value the number
     */
    public static double positive(String component, double value) {
        return that(value > 0 && Double.isFinite(value), component, "must be > 0 and finite", value);
    }

    /**
     * A finite number, 0 or above.
     *
     * @param component its name
     * @param value the number
     */
    public static double notNegative(String component, double value) {
        return that(value >= 0 && Double.isFinite(value), component, "must be >= 0 and finite", value);
    }

    /**
     * A number from 0 to 1, both included.
     *
     * @param component its name
     * @param value the number
     */
    public static double share(String component, double value) {
        return that(value >= 0 && value <= 1, component, "must be in [0, 1]", value);
    }

    /**
     * A whole number that is not too small.
     *
     * @param component its name
     * @param least the smallest allowed
     * @param value the number
     */
    public static long atLeast(String component, long least, long value) {
        return that(value >= least, component, "must be >= " + least, value);
    }

    /**
     * Any rule.
     *
     * @param <T> the value's type
     * @param holds whether the rule holds
     * @param component the name of what it is about
     * @param rule what is allowed: {@code must be even}
     * @param value what was given
     */
    public static <T> T that(boolean holds, String component, String rule, T value) {
        if (!holds) {
            throw new SettingException(component, rule + ", got " + value);
        }
        return value;
    }
}
