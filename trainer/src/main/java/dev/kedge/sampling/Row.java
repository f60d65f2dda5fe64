package dev.kedge.sampling;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** One completion while it grows. */
final class Row {

    private static final double TWO_TO_MINUS_32 = 0x1p-32;
    private static final int FIRST_CAPACITY = 16;

    private final int prompt;
    private final int sample;
    private final int[] promptTokens;
    private final SplittableRandom random;
    private int[] tokens = new int[FIRST_CAPACITY];
    private float[] samplingLogprobs = new float[FIRST_CAPACITY];
    private float[] untemperedLogprobs = new float[FIRST_CAPACITY];
    private int length;
    private Optional<FinishReason> finishReason = Optional.empty();

    /**
     * An empty completion.
     *
     * @param prompt which prompt this continues
     * @param sample which completion of that prompt
     * @param promptTokens the prompt
     * @param random this completion's own stream
     */
    Row(int prompt, int sample, int[] promptTokens, SplittableRandom random) {
        this.prompt = prompt;
        this.sample = sample;
        this.promptTokens = promptTokens;
        this.random = random;
    }

    int prompt() {
        return prompt;
    }

    int sample() {
        return sample;
    }

    int[] promptTokens() {
        return promptTokens;
    }

    boolean finished() {
        return finishReason.isPresent();
    }

    int lastToken() {
        return tokens[length - 1];
    }

    /** The position of the last token in the whole sequence. */
    int lastPosition() {
        return promptTokens.length + length - 1;
    }

    /** The next number of this row's stream, a multiple of 2⁻³² in [0, 1). */
    double nextUniform() {
        return Integer.toUnsignedLong(random.nextInt()) * TWO_TO_MINUS_32;
    }

    void append(int token, float samplingLogprob, float untemperedLogprob) {
        if (length == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * length);
            samplingLogprobs = Arrays.copyOf(samplingLogprobs, 2 * length);
            untemperedLogprobs = Arrays.copyOf(untemperedLogprobs, 2 * length);
        }
        tokens[length] = token;
        samplingLogprobs[length] = samplingLogprob;
        untemperedLogprobs[length] = untemperedLogprob;
        length++;
    }

    int length() {
        return length;
    }

    void finish(FinishReason reason) {
        finishReason = Optional.of(reason);
    }

    SampledTokens completion() {
        return new SampledTokens(
                Arrays.copyOf(tokens, length),
                Arrays.copyOf(samplingLogprobs, length),
                Arrays.copyOf(untemperedLogprobs, length),
                finishReason.orElseThrow());
    }
}
