package dev.kedge.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that was probably meant by an unknown one. */
public final class NearestName {

    private NearestName() {}

    /**
     * The known name that is fewest typing errors away, if that is at most a third of its letters.
     *
     * @param wrong an unknown name
     * @param known the known ones
     * @return the probable one; empty if none is near
     */
    public static Optional<String> to(String wrong, Collection<String> known) {
        String folded = fold(wrong);
        return known.stream()
                .filter(name -> typingErrors(folded, fold(name))
                        <= Math.max(1, fold(name).length() / 3))
                .min(Comparator.comparingInt(name -> typingErrors(folded, fold(name))));
    }

    /**
     * A question for the end of an error message.
     *
     * @param wrong an unknown name
     * @param known the known ones
     * @return {@code " (did you mean delta?)"}, or nothing if no known name is near
     */
    public static String question(String wrong, Collection<String> known) {
        return to(wrong, known).map(name -> " (did you mean " + name + "?)").orElse("");
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
    private static int typingErrors(String a, String b) {
        int[][] errors = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    errors[i][j] = i + j;
                    continue;
                }
                int substituted = errors[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(substituted, 1 + Math.min(errors[i - 1][j], errors[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                errors[i][j] = swapped ? Math.min(best, errors[i - 2][j - 2] + 1) : best;
            }
        }
        return errors[a.length()][b.length()];
    }
}
