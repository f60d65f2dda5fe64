package dev.kedge.evaluation;

import dev.kedge.api.Prompt;
import dev.kedge.rollout.RolloutGroup;
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

    static JudgedPrompt of(RolloutGroup group) {
        return new JudgedPrompt(
                group.prompt(),
                group.rollouts().stream()
                        .map(rollout -> new Judgement(
                                rollout.text(),
                                rollout.completion().length(),
                                rollout.completion().finishReason(),
                                rollout.verdict()))
                        .toList());
    }
}
