package dev.kedge.serving.http;

import dev.kedge.api.SettingException;
import dev.kedge.sampling.Sampler;
import dev.kedge.serving.CompletionRequest;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The fields that chat and text completions have in common. */
final class SamplingFields {

    static final Set<String> NAMES = Set.of(
            "model",
            "max_tokens",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "repetition_penalty",
            "stop",
            "n",
            "seed",
            "stream",
            "stream_options",
            "logprobs",
            "return_token_ids");

    private static final int MAX_STOP = 16;

    private final RequestFields fields;
    private final Bounds bounds;

    SamplingFields(RequestFields fields, Bounds bounds) {
        this.fields = fields;
        this.bounds = bounds;
    }

    /**
     * Reads them.
     *
     * @param promptField what the prompt is called
     * @param prompts token ids
     * @param likeliest how many of the most probable tokens are told; empty for no log-probabilities at all
     */
    Asked read(String promptField, List<int[]> prompts, OptionalInt likeliest) {
        int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
        if (prompts.stream().anyMatch(prompt -> prompt.length == 0)) {
            throw Refusal.of(promptField, promptField + " must have at least one token, got none");
        }
        int completions = fields.integer("n", 1, Integer.MAX_VALUE).orElse(1);
        String tokensField = fields.node("max_completion_tokens").isPresent() ? "max_completion_tokens" : "max_tokens";
        int asked = fields.integer(tokensField, 1, Integer.MAX_VALUE).orElse(0);
        if (fields.integer("max_tokens", 1, Integer.MAX_VALUE).orElse(asked) != asked) {
            throw Refusal.of("max_tokens", "max_tokens and max_completion_tokens must be one number, got two");
        }
        int newTokens = bounds.newTokens(promptField, tokensField, longest, completions, asked);
        CompletionRequest request = new CompletionRequest(
                prompts, completions, sampling(newTokens), likeliest.orElse(0), fields.wide("seed"));
        boolean stream = fields.flag("stream");
        return new Asked(request, stream, usage(stream), likeliest.isPresent(), fields.flag("return_token_ids"));
    }

    private boolean usage(boolean stream) {
        if (fields.node("stream_options").isEmpty()) {
            return false;
        }
        if (!stream) {
            throw Refusal.of("stream_options", "stream_options must be absent where stream is not true");
        }
        RequestFields options = fields.object("stream_options");
        options.requireKnown(Set.of("include_usage", "include_obfuscation"));
        if (options.flag("include_obfuscation")) {
            throw Refusal.of("stream_options", "include_obfuscation must be absent or false, got true: not supported");
        }
        return options.flag("include_usage");
    }

    private Sampler.Config sampling(int newTokens) {
        Sampler.Config usual = Sampler.Config.DEFAULT;
        try {
            return new Sampler.Config(
                    newTokens,
                    fields.number("temperature").orElse(usual.temperature()),
                    fields.integer("top_k", 1, Integer.MAX_VALUE),
                    fields.number("top_p").orElse(usual.topP()),
                    fields.number("min_p").orElse(usual.minP()),
                    fields.number("repetition_penalty").orElse(usual.repetitionPenalty()),
                    fields.texts("stop", MAX_STOP),
                    usual.batchSize(),
                    usual.sharedPrefixes());
        } catch (SettingException wrong) {
            throw Refusal.of(wrong.path(), String.valueOf(wrong.getMessage()));
        }
    }
}
