package dev.kedge.benchmarks.statistics;

import java.util.List;

/**
 * The chance maj@k, counted term by term: for every number of right votes, the ways in which the rest can be drawn,
 * party by party. What {@link dev.kedge.evaluation.MajorityVote} was before; the two are measured beside each other.
 */
final class VoteByCounting {

    private VoteByCounting() {}

    static double won(int correct, List<Integer> wrong, int abstaining, int drawn) {
        double chance = 0;
        for (int votes = 1; votes <= Math.min(correct, drawn); votes++) {
            double[][] ways = others(wrong, abstaining, votes, drawn - votes);
            for (int tied = 0; tied < ways.length; tied++) {
                chance += binomial(correct, votes) * ways[tied][drawn - votes] / (1 + tied);
            }
        }
        int samples = correct
                + abstaining
                + wrong.stream().mapToInt(Integer::intValue).sum();
        return chance / binomial(samples, drawn);
    }

    /** {@code [wrong answers that have exactly as many][completions drawn]}. */
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
