package dev.kedge.sampling;

import dev.kedge.api.SettingException;
import dev.kedge.model.Decoder;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Workers;
import dev.kedge.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A sampler of completions from a decoder's present weights.
 *
 * <p>What comes out for a prompt depends on the weights, the prompt and its random streams, and, beyond the rounding of
 * float32 sums, not on what shares a batch with it.
 */
public final class Sampler {

    private final Decoder decoder;
    private final Set<Integer> endTokens;
    private final Config config;
    private final Optional<StopStrings> stopStrings;
    private final boolean keepsDistribution;
    private final Workers workers;

    /**
     * A sampler of one decoder.
     *
     * @param decoder its weights are read at every call, so they may be trained in between
     * @param endTokens token ids that end a completion; empty if only its length does
     * @param config settings, without stop strings
     */
    public Sampler(Decoder decoder, Set<Integer> endTokens, Config config) {
        this(decoder, endTokens, config, Optional.empty(), false, Workers.one());
        if (!config.stop().isEmpty()) {
            throw new IllegalArgumentException("stop strings need a tokenizer to look for them with, got none");
        }
    }

    /**
     * A sampler of one decoder that can look for stop strings.
     *
     * @param decoder its weights are read at every call, so they may be trained in between
     * @param endTokens token ids that end a completion; empty if only its length does
     * @param config settings
     * @param tokenizer decodes what was sampled
     */
    public Sampler(Decoder decoder, Set<Integer> endTokens, Config config, Tokenizer tokenizer) {
        this(
                decoder,
                endTokens,
                config,
                Optional.of(config.stop())
                        .filter(strings -> !strings.isEmpty())
                        .map(strings -> new StopStrings(strings, tokenizer)),
                false,
                Workers.one());
    }

    private Sampler(
            Decoder decoder,
            Set<Integer> endTokens,
            Config config,
            Optional<StopStrings> stopStrings,
            boolean keepsDistribution,
            Workers workers) {
        this.decoder = decoder;
        this.endTokens = Set.copyOf(endTokens);
        this.config = config;
        this.stopStrings = stopStrings;
        this.keepsDistribution = keepsDistribution;
        this.workers = workers;
    }

    /** The same, but completions come with what makes the distributions that they were sampled from anew. */
    public Sampler keepingDistribution() {
        return new Sampler(decoder, endTokens, config, stopStrings, true, workers);
    }

    /**
     * The same, but several workers share what is sampled in one call.
     *
     * @param sharing who samples
     */
    public Sampler withWorkers(Workers sharing) {
        return new Sampler(decoder, endTokens, config, stopStrings, keepsDistribution, sharing);
    }

    /**
     * Samples a group of completions for every prompt.
     *
     * @param prompts token ids of each prompt, at least one token
     * @param groupSize completions per prompt, at least 1
     * @param streams where the random numbers come from; not read at temperature 0
     * @return for each prompt, in order, its completions
     */
    public List<List<SampledTokens>> sample(List<int[]> prompts, int groupSize, SamplingStreams streams) {
        if (groupSize < 1) {
            throw new IllegalArgumentException("group size must be >= 1, got " + groupSize);
        }
        checkSharing();
        for (int index = 0; index < prompts.size(); index++) {
            check(prompts.get(index), index);
        }
        TokenSelection selection = config.selection(keepsDistribution);
        List<SampledTokens[]> groups = new ArrayList<>();
        prompts.forEach(prompt -> groups.add(new SampledTokens[groupSize]));
        List<BatchPlan> batches = BatchPlan.of(prompts, groupSize, config.batchSize(), workers.count());
        try (NoGradient packing = NoGradient.open();
                Decoder packed = decoder.packed()) {
            workers.each(batches.stream().mapToLong(BatchPlan::size).toArray(), (worker, piece) -> {
                BatchPlan batch = batches.get(piece);
                List<Row> rows = batch.rows(prompts, groupSize, streams);
                rows.forEach(row -> prepare(row, selection));
                boolean shared = config.sharedPrefixes();
                List<Strand> strands = Strand.of(rows, shared ? batch.completions() : 1);
                try (NoGradient sampling = NoGradient.open();
                        Generation generation = new Generation(
                                packed, selection, endTokens, stopStrings, config.maxNewTokens(), strands)) {
                    generation.run(shared ? BranchedPrompts::of : all -> PaddedPrompts.of(all, batch.completions()));
                }
                rows.forEach(row -> groups.get(row.prompt())[row.sample()] = row.completion());
            });
        }
        return groups.stream().map(Arrays::asList).map(List::copyOf).toList();
    }

    private void prepare(Row row, TokenSelection selection) {
        int vocabulary = decoder.config().vocabularySize();
        if (selection.isPenalized()) {
            row.penalize(config.repetitionPenalty(), keepsDistribution);
        }
        if (selection.tellsSupport(vocabulary)) {
            row.keepSupport(vocabulary);
        }
    }

    private void checkSharing() {
        if (config.sharedPrefixes() && decoder.config().rope().dependsOnLength()) {
            throw new IllegalArgumentException(
                    "shared_prefixes must be false where positions depend on the length of the whole text, got true");
        }
    }

    private void check(int[] prompt, int index) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("a prompt needs at least one token; number " + index + " has none");
        }
        int limit = decoder.config().maxPositions();
        if (prompt.length + config.maxNewTokens() > limit) {
            throw new IllegalArgumentException(
                    "prompt and completion must fit into the model's " + limit + " positions; number " + index + " has "
                            + prompt.length + " tokens and max_new_tokens is " + config.maxNewTokens());
        }
        decoder.config().rope().checkGrowth(prompt.length, config.maxNewTokens());
        decoder.config()
                .variant()
                .localRope()
                .ifPresent(rope -> rope.checkGrowth(prompt.length, config.maxNewTokens()));
        for (int token : prompt) {
            if (token < 0 || token >= decoder.config().vocabularySize()) {
                throw new IllegalArgumentException("a prompt token must be in [0, "
                        + decoder.config().vocabularySize() + "), got " + token + " in number " + index);
            }
        }
    }

    /**
     * The settings of sampling.
     *
     * @param maxNewTokens a completion has at most so many tokens, its end token included; at least 1
     * @param temperature divides the logits; at least 0, and at 0 the most probable token is always taken
     * @param topK only so many of the most probable tokens may be sampled; empty for all
     * @param topP only the most probable tokens that together hold this probability may be sampled; in (0, 1], 1 is all
     * @param minP only tokens at least this many times as probable as the most probable one may be sampled; in [0, 1),
     *     0 is all
     * @param repetitionPenalty what logits of tokens that have occurred in prompt or completion are divided by where
     *     positive, multiplied by where negative, before the temperature; above 0, 1 changes nothing
     * @param stop strings that end a completion, which includes the token that completed the string
     * @param batchSize completions that are sampled side by side, at most
     * @param sharedPrefixes whether what texts of a batch begin with alike is read once: what all its prompts begin
     *     with, and completions of one prompt as long as they are equal. The same completions, beyond the rounding of
     *     float32 sums
     */
    public record Config(
            int maxNewTokens,
            double temperature,
            OptionalInt topK,
            double topP,
            double minP,
            double repetitionPenalty,
            List<String> stop,
            int batchSize,
            boolean sharedPrefixes) {

        /** The policy's own distribution. */
        public static final Config DEFAULT = new Config(256, 1.0, OptionalInt.empty(), 1.0, 256);

        public Config {
            if (maxNewTokens < 1) {
                throw new SettingException("maxNewTokens", "must be >= 1, got " + maxNewTokens);
            }
            if (!(temperature >= 0) || Double.isInfinite(temperature)) {
                throw new SettingException("temperature", "must be >= 0 and finite, got " + temperature);
            }
            if (topK.isPresent() && topK.getAsInt() < 1) {
                throw new SettingException("topK", "must be >= 1, got " + topK.getAsInt());
            }
            if (!(topP > 0 && topP <= 1)) {
                throw new SettingException("topP", "must be in (0, 1], got " + topP);
            }
            if (!(minP >= 0 && minP < 1)) {
                throw new SettingException("minP", "must be in [0, 1), got " + minP);
            }
            if (!(repetitionPenalty > 0) || Double.isInfinite(repetitionPenalty)) {
                throw new SettingException("repetitionPenalty", "must be > 0 and finite, got " + repetitionPenalty);
            }
            stop = List.copyOf(stop);
            if (stop.stream().anyMatch(String::isEmpty)) {
                throw new SettingException("stop", "must hold strings of at least one character, got an empty one");
            }
            if (batchSize < 1) {
                throw new SettingException("batchSize", "must be >= 1, got " + batchSize);
            }
        }

        /**
         * Settings without min-p, repetition penalty, stop strings and shared prefixes.
         *
         * @param maxNewTokens a completion has at most so many tokens, its end token included; at least 1
         * @param temperature divides the logits; at least 0, and at 0 the most probable token is always taken
         * @param topK only so many of the most probable tokens may be sampled; empty for all
         * @param topP only the most probable tokens that together hold this probability may be sampled; in (0, 1], 1 is
         *     all
         * @param batchSize completions that are sampled side by side, at most
         */
        public Config(int maxNewTokens, double temperature, OptionalInt topK, double topP, int batchSize) {
            this(maxNewTokens, temperature, topK, topP, 0, 1, List.of(), batchSize, false);
        }

        private TokenSelection selection(boolean keepsSupport) {
            return new TokenSelection(temperature, new Truncation(topK, topP, minP), repetitionPenalty, keepsSupport);
        }

        /** Whether tokens are drawn from another distribution than the tempered one over the whole vocabulary. */
        public boolean isRestricted() {
            return topK.isPresent() || topP < 1 || minP > 0 || repetitionPenalty != 1;
        }

        /**
         * The same limits, but always the most probable token.
         *
         * @return with temperature 0
         */
        public Config greedy() {
            return withTemperature(0);
        }

        /**
         * The same with another {@code maxNewTokens}.
         *
         * @param value a completion has at most so many tokens, its end token included; at least 1
         */
        public Config withMaxNewTokens(int value) {
            return new Config(value, temperature, topK, topP, minP, repetitionPenalty, stop, batchSize, sharedPrefixes);
        }

        /**
         * The same with another {@code temperature}.
         *
         * @param value divides the logits; at least 0, and at 0 the most probable token is always taken
         */
        public Config withTemperature(double value) {
            return new Config(
                    maxNewTokens, value, topK, topP, minP, repetitionPenalty, stop, batchSize, sharedPrefixes);
        }

        /**
         * The same with another {@code topK}.
         *
         * @param value only so many of the most probable tokens may be sampled; empty for all
         */
        public Config withTopK(OptionalInt value) {
            return new Config(
                    maxNewTokens, temperature, value, topP, minP, repetitionPenalty, stop, batchSize, sharedPrefixes);
        }

        /**
         * The same with another {@code topP}.
         *
         * @param value only the most probable tokens that together hold this probability may be sampled; in (0, 1]
         */
        public Config withTopP(double value) {
            return new Config(
                    maxNewTokens, temperature, topK, value, minP, repetitionPenalty, stop, batchSize, sharedPrefixes);
        }

        /**
         * The same with another {@code minP}.
         *
         * @param value only tokens at least this many times as probable as the most probable one may be sampled
         */
        public Config withMinP(double value) {
            return new Config(
                    maxNewTokens, temperature, topK, topP, value, repetitionPenalty, stop, batchSize, sharedPrefixes);
        }

        /**
         * The same with another {@code repetitionPenalty}.
         *
         * @param value what logits of tokens that have occurred are divided by; above 0
         */
        public Config withRepetitionPenalty(double value) {
            return new Config(maxNewTokens, temperature, topK, topP, minP, value, stop, batchSize, sharedPrefixes);
        }

        /**
         * The same with another {@code stop}.
         *
         * @param value strings that end a completion
         */
        public Config withStop(List<String> value) {
            return new Config(
                    maxNewTokens, temperature, topK, topP, minP, repetitionPenalty, value, batchSize, sharedPrefixes);
        }

        /**
         * The same with another {@code batchSize}.
         *
         * @param value completions that are sampled side by side, at most
         */
        public Config withBatchSize(int value) {
            return new Config(
                    maxNewTokens, temperature, topK, topP, minP, repetitionPenalty, stop, value, sharedPrefixes);
        }

        /**
         * The same with another {@code sharedPrefixes}.
         *
         * @param value whether what texts of a batch begin with alike is read once
         */
        public Config withSharedPrefixes(boolean value) {
            return new Config(maxNewTokens, temperature, topK, topP, minP, repetitionPenalty, stop, batchSize, value);
        }
    }
}
