package dev.kedge.evaluation;

import dev.kedge.api.Prompt;
import dev.kedge.rollout.Sample;
import dev.kedge.verifiers.VerifierPool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A prompt and its judged completions.
 *
 * @param prompt as the policy was given it
 * @param completions at least one
 */
public record JudgedPrompt(Prompt prompt, List<Judgement> completions) {

    public JudgedPrompt {
        completions = List.copyOf(completions);
        if (completions.isEmpty()) {
            throw new IllegalArgumentException("prompt " + prompt.id() + " needs at least one completion");
        }
    }

    /**
     * A prompt whose equal wrong answers vote together.
     *
     * @param prompt as the policy was given it
     * @param completions at least one
     * @param verifiers say which answers are equal
     */
    public static JudgedPrompt voting(Prompt prompt, List<Judgement> completions, VerifierPool verifiers) {
        List<Judgement> wrong = completions.stream()
                .filter(completion -> !completion.verdict().isCorrect())
                .filter(completion -> !completion.verdict().extracted().isEmpty())
                .toList();
        List<String> answers = wrong.stream()
                .map(completion -> completion.verdict().extracted())
                .toList();
        List<Integer> groups = verifiers.alike(prompt, answers);
        Map<String, String> votes = new HashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            votes.put(answers.get(i), answers.get(groups.get(i)));
        }
        return new JudgedPrompt(
                prompt,
                completions.stream()
                        .map(completion -> completion.verdict().isCorrect()
                                ? completion
                                : completion.votingFor(
                                        votes.getOrDefault(completion.verdict().extracted(), "")))
                        .toList());
    }

    static JudgedPrompt of(List<Sample> group, VerifierPool verifiers) {
        return voting(
                group.get(0).group().prompt(),
                group.stream()
                        .map(sample -> new Judgement(
                                sample.text(), sample.length(), sample.sampled().finishReason(), sample.verdict()))
                        .toList(),
                verifiers);
    }
}
