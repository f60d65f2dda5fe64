package dev.kedge.evaluation;

import dev.kedge.rollout.Rollout;
import dev.kedge.rollout.RolloutGroup;
import dev.kedge.rollout.Verdict;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judged completions of a set of prompts, and what they say about the policy.
 *
 * @param groups one per prompt, at least one
 */
public record JudgedGroups(List<RolloutGroup> groups) {

    public JudgedGroups {
        groups = List.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("an evaluation needs at least one prompt");
        }
    }

    /**
     * The largest k that {@link #passAtK} and its like can answer.
     *
     * @return the fewest completions that a prompt has, at least 1
     */
    public int largestK() {
        return groups.stream().mapToInt(group -> group.rollouts().size()).min().orElseThrow();
    }

    /**
     * The share of right answers among all completions of a prompt: avg@k, unbiased for every k.
     *
     * @return over prompts
     */
    public Estimate accuracy() {
        return estimate(group -> (double) correct(group) / size(group));
    }

    /**
     * The chance that at least one of {@code k} completions is right.
     *
     * @param k 1 to {@link #largestK()}
     * @return over prompts
     */
    public Estimate passAtK(int k) {
        return estimate(group -> PassAtK.any(size(group), correct(group), k));
    }

    /**
     * The chance that all of {@code k} completions are right.
     *
     * @param k 1 to {@link #largestK()}
     * @return over prompts
     */
    public Estimate allOfK(int k) {
        return estimate(group -> PassAtK.all(size(group), correct(group), k));
    }

    /**
     * The chance that a vote among {@code k} completions is right.
     *
     * @param k 1 to {@link #largestK()}
     * @return over prompts
     */
    public Estimate majorityAtK(int k) {
        return estimate(group -> majority(group, k));
    }

    /**
     * The mean number of tokens, end tokens included.
     *
     * @return over all completions
     */
    public double completionLengthMean() {
        return rollouts()
                .mapToInt(rollout -> rollout.completion().length())
                .average()
                .orElseThrow();
    }

    /**
     * The share of completions that the limit on new tokens cut short.
     *
     * @return over all completions
     */
    public double truncatedFraction() {
        return rollouts()
                .mapToInt(rollout -> rollout.completion().truncated() ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private Stream<Rollout> rollouts() {
        return groups.stream().flatMap(group -> group.rollouts().stream());
    }

    private Estimate estimate(ToDoubleFunction<RolloutGroup> perPrompt) {
        return Estimate.of(groups.stream().mapToDouble(perPrompt).toArray());
    }

    private static int size(RolloutGroup group) {
        return group.rollouts().size();
    }

    private static int correct(RolloutGroup group) {
        return (int) group.rollouts().stream()
                .filter(rollout -> rollout.verdict().isCorrect())
                .count();
    }

    private static double majority(RolloutGroup group, int k) {
        Map<String, Long> wrong = group.rollouts().stream()
                .map(Rollout::verdict)
                .filter(verdict -> !verdict.isCorrect() && !abstains(verdict))
                .collect(Collectors.groupingBy(Verdict::extracted, Collectors.counting()));
        int abstaining = (int) group.rollouts().stream()
                .filter(rollout -> abstains(rollout.verdict()))
                .count();
        List<Integer> votes =
                wrong.values().stream().map(Math::toIntExact).sorted().toList();
        return MajorityVote.won(correct(group), votes, abstaining, k);
    }

    private static boolean abstains(Verdict verdict) {
        return !verdict.isCorrect() && verdict.extracted().isEmpty();
    }
}
