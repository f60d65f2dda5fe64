package dev.kedge.hub;

import java.util.Locale;

/** A number of bytes as people read it, with decimal prefixes. */
public final class ByteCount {

    private static final String PREFIXES = "kMGTPE";

    private ByteCount() {}

    /**
     * The number with three digits or so: {@code 999 B}, {@code 1.5 kB}, {@code 270.6 MB}.
     *
     * @param bytes at least 0
     */
    public static String text(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes / 1000.0;
        int prefix = 0;
        while (value >= 999.95) { // which would be written 1000.0
            value /= 1000;
            prefix++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, PREFIXES.charAt(prefix));
    }
}
