package dev.kedge.internal.run;

import java.util.Locale;

/** Durations as text: {@code 30s}, {@code 5m}. */
public final class Durations {

    private Durations() {}

    /**
     * Seconds in the unit that fits.
     *
     * @param seconds how many
     * @return for example {@code 42 s}, {@code 3 min 05 s} or {@code 2 h 10 min}
     */
    public static String text(double seconds) {
        long rounded = Math.round(seconds);
        if (rounded < 60) {
            return rounded + " s";
        }
        if (rounded < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", rounded / 60, rounded % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", rounded / 3600, rounded % 3600 / 60);
    }
}
