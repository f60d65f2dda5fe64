package dev.kedge.evaluation;

import dev.kedge.api.Verdict;
import dev.kedge.sampling.FinishReason;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Judged completions of a set of prompts, and what they say about the policy.
 *
 * @param groups one per prompt, at least one
 */
public record JudgedGroups(List<JudgedPrompt> groups) {

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
        return groups.stream()
                .mapToInt(group -> group.completions().size())
                .min()
                .orElseThrow();
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
     * The mean reward of the completions of a prompt: avg@k where rewards are shares.
     *
     * @return over prompts
     */
    public Estimate reward() {
        return mean(completion -> completion.verdict().reward());
    }

    /**
     * The mean number of tokens of a completion, end token included.
     *
     * @return over prompts
     */
    public Estimate length() {
        return mean(Judgement::length);
    }

    /**
     * The share of completions that the limit on new tokens cut short.
     *
     * @return over prompts
     */
    public Estimate truncated() {
        return mean(completion -> completion.finishReason() == FinishReason.LENGTH ? 1 : 0);
    }

    private Estimate mean(ToDoubleFunction<Judgement> perCompletion) {
        return estimate(group -> group.completions().stream()
                .mapToDouble(perCompletion)
                .average()
                .orElseThrow());
    }

    private Estimate estimate(ToDoubleFunction<JudgedPrompt> perPrompt) {
        return Estimate.of(groups.stream().mapToDouble(perPrompt).toArray());
    }

    private static int size(JudgedPrompt group) {
        return group.completions().size();
    }

    private static int correct(JudgedPrompt group) {
        return (int) group.completions().stream()
                .filter(completion -> completion.verdict().isCorrect())
                .count();
    }

    private static double majority(JudgedPrompt group, int k) {
        Map<String, Long> wrong = group.completions().stream()
                .map(Judgement::verdict)
                .filter(verdict -> !verdict.isCorrect() && !abstains(verdict))
                .collect(Collectors.groupingBy(Verdict::extracted, Collectors.counting()));
        int abstaining = (int) group.completions().stream()
                .filter(completion -> abstains(completion.verdict()))
                .count();
        List<Integer> votes =
                wrong.values().stream().map(Math::toIntExact).sorted().toList();
        return MajorityVote.won(correct(group), votes, abstaining, k);
    }

    private static boolean abstains(Verdict verdict) {
        return !verdict.isCorrect() && verdict.extracted().isEmpty();
    }
}
