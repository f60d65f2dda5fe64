package dev.kedge.verifiers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bound on the size of a regular expression whose counted repetitions are written out. */
final class RepeatedSize {

    private static final Pattern COUNTED = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?}");

    private RepeatedSize() {}

    /**
     * The product of the upper ends of all counted repetitions, times the length: more than any nesting of them makes.
     *
     * @param pattern a regular expression
     * @return a bound on its size, finite
     */
    static double of(String pattern) {
        double deepest = 1;
        double flat = pattern.length();
        Matcher counted = COUNTED.matcher(pattern);
        boolean nested = pattern.contains("){");
        while (counted.find()) {
            String upper = counted.group(2);
            double times = Double.parseDouble(upper == null || upper.isEmpty() ? counted.group(1) : upper);
            deepest *= Math.max(1, times);
            flat += times;
        }
        return nested ? deepest * pattern.length() : flat;
    }
}
