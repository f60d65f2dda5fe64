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
    private Optional<SeenTokens> seen = Optional.empty();
    private Optional<TokenSupport.Builder> support = Optional.empty();
    private double repetitionPenalty = 1;
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

    /** Takes note of the tokens that have occurred, and with {@code keeping} of the penalty on them. */
    void penalize(double penalty, boolean keeping) {
        SeenTokens tokensSeen = new SeenTokens();
        for (int token : promptTokens) {
            tokensSeen.add(token);
        }
        seen = Optional.of(tokensSeen);
        repetitionPenalty = keeping ? penalty : 1;
    }

    /** Keeps the tokens that can be sampled, of a vocabulary of this size. */
    void keepSupport(int vocabularySize) {
        support = Optional.of(new TokenSupport.Builder(vocabularySize));
    }

    /** The tokens that have occurred; none unless they are penalized. */
    int[] seen() {
        return seen.map(SeenTokens::ids).orElse(new int[0]);
    }

    /** The tokens so far. */
    int[] tokens() {
        return Arrays.copyOf(tokens, length);
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
        seen.ifPresent(known -> known.add(token));
        length++;
    }

    /** Appends the support of the token that is appended next. */
    void appendSupport(long[] ids) {
        support.ifPresent(kept -> kept.add(ids));
    }

    int length() {
        return length;
    }

    void finish(FinishReason reason) {
        finishReason = Optional.of(reason);
    }

    SampledTokens completion() {
        SampledDistribution distribution =
                new SampledDistribution(support.map(TokenSupport.Builder::build), repetitionPenalty);
        return new SampledTokens(
                Arrays.copyOf(tokens, length),
                Arrays.copyOf(samplingLogprobs, length),
                Arrays.copyOf(untemperedLogprobs, length),
                finishReason.orElseThrow(),
                Optional.of(distribution).filter(SampledDistribution::isRestricted));
    }
}
