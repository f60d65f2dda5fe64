package dev.kedge.evaluation;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The chance that a vote among {@code k} completions, drawn without replacement from {@code n} judged ones, elects a
 * right answer, maj@k (self-consistency, Wang et al. 2022, arXiv:2203.11171); unbiased for {@code k} fresh completions.
 *
 * <p>Equal answers vote together; all right answers count as equal. Completions without a readable answer abstain. A
 * tie is settled by lot; if all abstain the vote is lost.
 *
 * <p>The expectation is over all {@code C(n, k)} draws, not simulated, and exact to {@value #ROUNDING}: every
 * completion is thought of as drawn by itself with chance {@code k/n}, so that parties are independent, and the
 * generating function of "the right answer wins" in the number of completions drawn is evaluated at roots of unity,
 * which gives its part where {@code k} were drawn ({@link VoteGenerator}). Time grows with n^1.5 times the number of
 * sizes that parties have, not with their number.
 */
public final class MajorityVote {

    private static final double ROUNDING = 1e-12;

    private MajorityVote() {}

    /**
     * The chance that the vote is won, maj@k.
     *
     * @param correct how many completions have the right answer
     * @param wrong how many completions have each of the wrong answers
     * @param abstaining how many completions have no readable answer
     * @param drawn k, 1 to the number of completions
     * @return in [0, 1]; chances below {@value #ROUNDING} are 0, and 1 from the other side
     */
    public static double won(int correct, List<Integer> wrong, int abstaining, int drawn) {
        int samples = correct
                + abstaining
                + wrong.stream().mapToInt(Integer::intValue).sum();
        if (drawn < 1 || drawn > samples) {
            throw new IllegalArgumentException("k must be in [1, " + samples + "], got " + drawn);
        }
        if (correct == 0) {
            return 0;
        }
        if (drawn == samples) {
            return wonByAll(correct, wrong);
        }
        if (drawn == 1) {
            return (double) correct / samples;
        }
        SortedMap<Integer, Integer> parties = new TreeMap<>();
        wrong.stream().filter(votes -> votes > 0).forEach(votes -> parties.merge(votes, 1, Integer::sum));
        double chance = new VoteGenerator(correct, parties, abstaining, drawn).won();
        return chance < ROUNDING ? 0 : chance > 1 - ROUNDING ? 1 : chance;
    }

    private static double wonByAll(int correct, List<Integer> wrong) {
        if (wrong.stream().anyMatch(votes -> votes > correct)) {
            return 0;
        }
        return 1.0 / (1 + wrong.stream().filter(votes -> votes == correct).count());
    }
}
