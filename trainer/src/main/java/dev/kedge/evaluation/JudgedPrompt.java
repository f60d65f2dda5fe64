package dev.kedge.evaluation;

import dev.kedge.api.Prompt;
import dev.kedge.rollout.Sample;
import java.util.List;

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

    static JudgedPrompt of(List<Sample> group) {
        return new JudgedPrompt(
                group.get(0).group().prompt(),
                group.stream()
                        .map(sample -> new Judgement(
                                sample.text(), sample.length(), sample.sampled().finishReason(), sample.verdict()))
                        .toList());
    }
}
