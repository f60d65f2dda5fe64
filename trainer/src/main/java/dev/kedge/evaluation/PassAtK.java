package dev.kedge.evaluation;

/**
 * Chances of a draw of {@code k} completions without replacement from {@code n} judged ones, {@code c} of them right:
 * the unbiased estimators of what a draw of {@code k} fresh completions would give (Chen et al. 2021, arXiv:2107.03374,
 * eq. 1).
 */
public final class PassAtK {

    private PassAtK() {}

    /**
     * That at least one is right, pass@k: {@code 1 - C(n-c, k) / C(n, k)}.
     *
     * @param samples n, at least 1
     * @param correct c, 0 to n
     * @param drawn k, 1 to n
     * @return in [0, 1]
     */
    public static double any(int samples, int correct, int drawn) {
        check(samples, correct, drawn);
        return 1 - allFrom(samples, samples - correct, drawn);
    }

    /**
     * That all are right, pass^k: {@code C(c, k) / C(n, k)}.
     *
     * @param samples n, at least 1
     * @param correct c, 0 to n
     * @param drawn k, 1 to n
     * @return in [0, 1]
     */
    public static double all(int samples, int correct, int drawn) {
        check(samples, correct, drawn);
        return allFrom(samples, correct, drawn);
    }

    /** {@code C(m, k) / C(n, k)}, as the product of the chances of one draw after another. */
    private static double allFrom(int samples, int marked, int drawn) {
        double chance = 1;
        for (int draw = 0; draw < drawn; draw++) {
            chance *= Math.max(0, marked - draw) / (double) (samples - draw);
        }
        return chance;
    }

    private static void check(int samples, int correct, int drawn) {
        if (samples < 1) {
            throw new IllegalArgumentException("samples must be >= 1, got " + samples);
        }
        if (correct < 0 || correct > samples) {
            throw new IllegalArgumentException("correct must be in [0, " + samples + "], got " + correct);
        }
        if (drawn < 1 || drawn > samples) {
            throw new IllegalArgumentException("k must be in [1, " + samples + "], got " + drawn);
        }
    }
}
