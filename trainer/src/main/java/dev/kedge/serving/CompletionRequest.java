package dev.kedge.serving;

import dev.kedge.sampling.Sampler;
import java.util.List;
import java.util.OptionalLong;

/**
 * Prompts that somebody wants completed.
 *
 * @param prompts token ids of each, at least one prompt of at least one token
 * @param completions of each prompt, at least 1
 * @param sampling how, with stop strings, which are not part of the text; the batch size is not read
 * @param likeliest how many of the most probable tokens are told with each token, at least 0
 * @param seed equal seeds give equal completions, those that {@code LanguageModel.sample} gives by this seed; absent:
 *     one of the engine's own for each request
 */
public record CompletionRequest(
        List<int[]> prompts, int completions, Sampler.Config sampling, int likeliest, OptionalLong seed) {

    public CompletionRequest {
        prompts = List.copyOf(prompts);
        if (prompts.isEmpty()) {
            throw new IllegalArgumentException("a request must have at least one prompt, got none");
        }
        if (prompts.stream().anyMatch(prompt -> prompt.length == 0)) {
            throw new IllegalArgumentException("a prompt must have at least one token, got none");
        }
        if (completions < 1) {
            throw new IllegalArgumentException("completions must be >= 1, got " + completions);
        }
    }

    /** The tokens of the longest prompt. */
    public int longestPrompt() {
        return prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
    }
}
