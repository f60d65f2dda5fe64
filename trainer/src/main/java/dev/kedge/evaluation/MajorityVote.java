package dev.kedge.evaluation;

import java.util.List;

/**
 * The chance that a vote among {@code k} completions, drawn without replacement from {@code n} judged ones, elects a
 * right answer, maj@k (self-consistency, Wang et al. 2022, arXiv:2203.11171); unbiased for {@code k} fresh completions.
 *
 * <p>Equal answers vote together; all right answers count as equal. Completions without a readable answer abstain. A
 * tie is settled by lot; if all abstain the vote is lost. The expectation is exact, not simulated.
 */
public final class MajorityVote {

    private MajorityVote() {}

    /**
     * The chance that the vote is won, maj@k.
     *
     * @param correct how many completions have the right answer
     * @param wrong how many completions have each of the wrong answers
     * @param abstaining how many completions have no readable answer
     * @param drawn k, 1 to the number of completions
     * @return in [0, 1]
     */
    public static double won(int correct, List<Integer> wrong, int abstaining, int drawn) {
        int samples = correct
                + abstaining
                + wrong.stream().mapToInt(Integer::intValue).sum();
        if (drawn < 1 || drawn > samples) {
            throw new IllegalArgumentException("k must be in [1, " + samples + "], got " + drawn);
        }
        double chance = 0;
        for (int votes = 1; votes <= Math.min(correct, drawn); votes++) {
            double[][] ways = others(wrong, abstaining, votes, drawn - votes);
            for (int tied = 0; tied < ways.length; tied++) {
                chance += binomial(correct, votes) * ways[tied][drawn - votes] / (1 + tied);
            }
        }
        return chance / binomial(samples, drawn);
    }

    /**
     * In how many ways the rest of the draw can be made so that no wrong answer has more than {@code votes}.
     *
     * @return {@code [wrong answers that have exactly as many][completions drawn]}
     */
    private static double[][] others(List<Integer> wrong, int abstaining, int votes, int rest) {
        double[][] ways = new double[rest / votes + 1][rest + 1];
        for (int silent = 0; silent <= Math.min(abstaining, rest); silent++) {
            ways[0][silent] = binomial(abstaining, silent);
        }
        for (int answer : wrong) {
            double[][] more = new double[ways.length][rest + 1];
            for (int tied = 0; tied < ways.length; tied++) {
                for (int drawn = 0; drawn <= rest; drawn++) {
                    for (int its = 0; its <= Math.min(Math.min(answer, votes), rest - drawn); its++) {
                        int tiedNow = its == votes ? tied + 1 : tied;
                        if (tiedNow < ways.length) {
                            more[tiedNow][drawn + its] += ways[tied][drawn] * binomial(answer, its);
                        }
                    }
                }
            }
            ways = more;
        }
        return ways;
    }

    private static double binomial(int from, int choose) {
        double product = 1;
        for (int i = 1; i <= choose; i++) {
            product = product * (from - choose + i) / i;
        }
        return product;
    }
}
