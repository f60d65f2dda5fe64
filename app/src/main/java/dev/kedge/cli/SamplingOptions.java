package dev.kedge.cli;

import dev.kedge.api.Prompt;
import dev.kedge.sampling.Sampler;
import dev.kedge.train.LanguageModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options that say how completions are sampled. */
final class SamplingOptions {

    private static final Sampler.Config DEFAULT = Sampler.Config.DEFAULT;

    @Option(names = "--temperature", paramLabel = "T", description = "0 is greedy. Default: 1.")
    private double temperature = DEFAULT.temperature();

    @Option(names = "--top-k", paramLabel = "K", description = "Sample from the K most probable tokens only.")
    private Optional<Integer> topK = Optional.empty();

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "Sample from the fewest most probable tokens that hold probability P only.")
    private double topP = DEFAULT.topP();

    @Option(
            names = "--min-p",
            paramLabel = "P",
            description = "Sample from tokens at least P times as probable as the most probable one only.")
    private double minP = DEFAULT.minP();

    @Option(
            names = "--repetition-penalty",
            paramLabel = "X",
            description = "Divides logits of tokens that have occurred where positive, multiplies them where negative.")
    private double repetitionPenalty = DEFAULT.repetitionPenalty();

    @Option(
            names = "--stop",
            paramLabel = "TEXT",
            description = "Ends a completion once it holds the text, which stays in it. May be given several times.")
    private List<String> stop = List.of();

    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            description = "Default: 256, or what the model has positions for.")
    private Optional<Integer> maxNewTokens = Optional.empty();

    @Option(names = "--batch-size", paramLabel = "N", description = "Completions sampled side by side. Default: 256.")
    private int batchSize = DEFAULT.batchSize();

    @Option(
            names = "--shared-prefixes",
            description = "Read what texts of a batch begin with alike once: prompts, and completions until they part.")
    private boolean sharedPrefixes = DEFAULT.sharedPrefixes();

    @Option(names = "--seed", paramLabel = "N", description = "Equal seeds give equal completions. Default: 1.")
    private long seed = 1;

    long seed() {
        return seed;
    }

    /** How many new tokens a prompt must leave room for. */
    int wantedNewTokens() {
        return maxNewTokens.orElse(1);
    }

    /** The settings for a model whose positions are not known. */
    Sampler.Config config() {
        OptionalInt limit = topK.map(OptionalInt::of).orElse(OptionalInt.empty());
        return new Sampler.Config(
                maxNewTokens.orElse(DEFAULT.maxNewTokens()),
                temperature,
                limit,
                topP,
                minP,
                repetitionPenalty,
                stop,
                batchSize,
                sharedPrefixes);
    }

    /** The settings, with room for the prompts in the model's positions where no limit was asked for. */
    Sampler.Config config(List<Prompt> prompts, LanguageModel model) {
        return maxNewTokens.isPresent() ? config() : model.roomFor(prompts, config());
    }
}
