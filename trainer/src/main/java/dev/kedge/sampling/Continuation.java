package dev.kedge.sampling;

/**
 * A prompt to be continued in a {@link RunningBatch}, once or several times.
 *
 * @param prompt token ids, at least one
 * @param sampling how, and how many tokens at most; without stop strings, which the caller looks for in the text it
 *     makes of the tokens, and with a batch size that is not read
 * @param completions how many, at least 1
 * @param streams where the random numbers come from: completion i draws from the i-th stream
 * @param likeliest how many of the most probable tokens are told with each token, at least 0
 */
public record Continuation(
        int[] prompt, Sampler.Config sampling, int completions, SamplingStreams streams, int likeliest) {

    public Continuation {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("a prompt needs at least one token, got none");
        }
        if (!sampling.stop().isEmpty()) {
            throw new IllegalArgumentException("stop strings are looked for by the caller, got " + sampling.stop());
        }
        if (completions < 1) {
            throw new IllegalArgumentException("completions must be >= 1, got " + completions);
        }
        if (likeliest < 0) {
            throw new IllegalArgumentException("likeliest must be >= 0, got " + likeliest);
        }
    }

    /** The positions that a completion takes at most, its prompt's included. */
    int positions() {
        return prompt.length + sampling.maxNewTokens();
    }
}
