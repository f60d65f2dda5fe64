package dev.kedge.evaluation;

import dev.kedge.api.Verdict;
import dev.kedge.sampling.FinishReason;
import java.util.Arrays;
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
        return share(group -> (double) correct(group) / size(group));
    }

    /**
     * The chance that at least one of {@code k} completions is right.
     *
     * @param k 1 to {@link #largestK()}
     * @return over prompts
     */
    public Estimate passAtK(int k) {
        return share(group -> PassAtK.any(size(group), correct(group), k));
    }

    /**
     * The chance that all of {@code k} completions are right.
     *
     * @param k 1 to {@link #largestK()}
     * @return over prompts
     */
    public Estimate allOfK(int k) {
        return share(group -> PassAtK.all(size(group), correct(group), k));
    }

    /**
     * The chance that a vote among {@code k} completions is right.
     *
     * @param k 1 to {@link #largestK()}
     * @return over prompts
     */
    public Estimate majorityAtK(int k) {
        return share(group -> majority(group, k));
    }

    /**
     * The mean reward of the completions of a prompt: avg@k where rewards are shares.
     *
     * @return over prompts; with the interval of a share if all rewards are in [0, 1]
     */
    public Estimate reward() {
        double[] rewards = means(completion -> completion.verdict().reward());
        boolean shares = Arrays.stream(rewards).allMatch(reward -> reward >= 0 && reward <= 1);
        return shares ? Estimate.ofShares(rewards) : Estimate.of(rewards);
    }

    /**
     * The mean number of tokens of a completion, end token included.
     *
     * @return over prompts
     */
    public Estimate length() {
        return Estimate.of(means(Judgement::length));
    }

    /**
     * The share of completions that the limit on new tokens cut short.
     *
     * @return over prompts
     */
    public Estimate truncated() {
        return Estimate.ofShares(means(completion -> completion.finishReason() == FinishReason.LENGTH ? 1 : 0));
    }

    private double[] means(ToDoubleFunction<Judgement> perCompletion) {
        return groups.stream()
                .mapToDouble(group -> group.completions().stream()
                        .mapToDouble(perCompletion)
                        .average()
                        .orElseThrow())
                .toArray();
    }

    private Estimate share(ToDoubleFunction<JudgedPrompt> perPrompt) {
        return Estimate.ofShares(groups.stream().mapToDouble(perPrompt).toArray());
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
                .filter(completion -> !completion.verdict().isCorrect())
                .filter(completion -> !abstains(completion.verdict()))
                .collect(Collectors.groupingBy(Judgement::vote, Collectors.counting()));
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
