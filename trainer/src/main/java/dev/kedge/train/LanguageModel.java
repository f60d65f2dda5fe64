package dev.kedge.train;

import dev.kedge.api.CallBounds;
import dev.kedge.api.Completion;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.evaluation.Evaluation;
import dev.kedge.evaluation.Evaluator;
import dev.kedge.evaluation.JudgedSource;
import dev.kedge.model.DecoderConfig;
import dev.kedge.random.Purpose;
import dev.kedge.rollout.RolloutProducer;
import dev.kedge.rollout.TokenScores;
import dev.kedge.sampling.RunningBatch;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.tensor.Compute;
import dev.kedge.text.PromptEncoder;
import dev.kedge.text.Tokenizer;
import dev.kedge.train.internal.record.PromptRoom;
import dev.kedge.train.policy.Policy;
import dev.kedge.train.recipe.OverlongPrompts;
import dev.kedge.verifiers.VerifierPool;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A model that is open: text from it, log-probabilities of given text, and how often it is right.
 *
 * <pre>{@code
 * try (LanguageModel model = Model.directory(path).open(Compute.cpu())) {
 *     model.sample("12+30=", 4).forEach(sample -> System.out.println(sample.text()));
 * }
 * }</pre>
 *
 * <p>To be used by one thread at a time; that thread computes, with the device and the number of threads that the model
 * was opened with.
 */
public final class LanguageModel implements AutoCloseable {

    private static final long SEED = 1;

    private final Policy policy;
    private final PromptEncoder encoder;
    private final Compute compute;

    /**
     * Text that was sampled.
     *
     * @param text without the end token
     * @param completion its tokens and their log-probabilities
     */
    public record SampledText(String text, SampledTokens completion) {}

    /** A verifier that the pool, which closes what it is given, leaves open. */
    private record Lent(Verifier verifier) implements Verifier {

        @Override
        public Verdict verify(Prompt prompt, String completion) {
            return verifier.verify(prompt, completion);
        }

        @Override
        public Verdict verify(Prompt prompt, Completion completion) {
            return verifier.verify(prompt, completion);
        }

        @Override
        public boolean runsCompletion(Prompt prompt) {
            return verifier.runsCompletion(prompt);
        }

        @Override
        public CallBounds callBounds() {
            return verifier.callBounds();
        }
    }

    LanguageModel(Policy policy, PromptEncoder encoder, Compute compute) {
        this.policy = policy;
        this.encoder = encoder;
        this.compute = compute;
    }

    /**
     * Continues a prompt at temperature 1, by seed 1, up to 256 tokens or what the model has positions for.
     *
     * @param prompt plain text
     * @param samples how many completions
     */
    public List<SampledText> sample(String prompt, int samples) {
        Prompt plain = new Prompt("prompt", prompt, "", Map.of());
        return sample(List.of(plain), samples, roomFor(List.of(plain), Sampler.Config.DEFAULT), SEED)
                .get(0);
    }

    /**
     * Continues prompts.
     *
     * @param prompts plain text, or conversations
     * @param samples completions of each
     * @param sampling temperature, limits, how many side by side
     * @param seed equal seeds give equal completions
     * @return for each prompt, in order, its completions
     * @throws IllegalArgumentException if a prompt and its completion do not fit into the model's positions
     */
    public List<List<SampledText>> sample(List<Prompt> prompts, int samples, Sampler.Config sampling, long seed) {
        List<int[]> tokens =
                prompts.stream().map(prompt -> encoder.encode(prompt).tokens()).toList();
        try (Compute.Span span = compute.open()) {
            return sampler(sampling).sample(tokens, samples, new SamplingStreams(seed, Purpose.EVALUATION, 0)).stream()
                    .map(group -> group.stream()
                            .map(completion ->
                                    new SampledText(tokenizer().decode(completion.tokensBeforeEnd()), completion))
                            .toList())
                    .toList();
        }
    }

    /**
     * Sampling with as many new tokens as the longest of some prompts leaves room for, if that is fewer.
     *
     * @param prompts to be continued
     * @param sampling how, with the largest number of new tokens
     */
    public Sampler.Config roomFor(List<Prompt> prompts, Sampler.Config sampling) {
        int longest = prompts.stream()
                .mapToInt(prompt -> encoder.encode(prompt).tokens().length)
                .max()
                .orElse(0);
        int room = Math.max(1, Math.min(sampling.maxNewTokens(), config().maxPositions() - longest));
        return sampling.withMaxNewTokens(room);
    }

    /**
     * What the model says about a completion that is given: natural log-probabilities at temperature 1, and entropies.
     *
     * @param prompt plain text, at least one token
     * @param completion what follows it; its end token is not added
     * @return a value for each token of the completion
     */
    public TokenScores score(String prompt, String completion) {
        int[] before = tokenizer().encodePrompt(prompt);
        int[] after = tokenizer().encode(completion);
        int[] all = IntStream.concat(IntStream.of(before), IntStream.of(after)).toArray();
        return score(List.of(new SequenceScorer.Sequence(all, before.length))).get(0);
    }

    /**
     * What the model says about given tokens.
     *
     * @param sequences no longer than the model's positions
     * @return one for each, in order
     */
    public List<TokenScores> score(List<SequenceScorer.Sequence> sequences) {
        try (Compute.Span span = compute.open()) {
            return SequenceScorer.score(policy.decoder(), sequences);
        }
    }

    /**
     * How often the model is right: completes and judges every prompt, once greedily and several times at random, for
     * avg@k, pass@k and maj@k.
     *
     * @param prompts at least one
     * @param verifier who judges, with the deadline of {@link VerifierPool.Config#DEFAULT}; stays open
     * @param samples completions of each prompt beside the greedy one
     * @param sampling of these
     * @param seed equal seeds give equal completions
     */
    public Evaluation evaluate(
            List<Prompt> prompts, Verifier verifier, int samples, Sampler.Config sampling, long seed) {
        try (VerifierPool pool = new VerifierPool(new Lent(verifier), VerifierPool.Config.DEFAULT)) {
            return evaluate(prompts, pool, samples, sampling, seed);
        }
    }

    /**
     * How often the model is right, with a pool of the caller's.
     *
     * @param prompts at least one
     * @param verifiers judge; stay open
     * @param samples completions of each prompt beside the greedy one
     * @param sampling of these
     * @param seed equal seeds give equal completions
     * @throws IllegalArgumentException naming the prompt that leaves no room for a completion in the model's positions
     */
    public Evaluation evaluate(
            List<Prompt> prompts, VerifierPool verifiers, int samples, Sampler.Config sampling, long seed) {
        requireRoom(prompts, sampling.maxNewTokens());
        try (Compute.Span span = compute.open()) {
            return new Evaluator(
                            prompts, source(verifiers, sampling.greedy()), source(verifiers, sampling), samples, seed)
                    .evaluate(0);
        }
    }

    private void requireRoom(List<Prompt> prompts, int newTokens) {
        int positions = config().maxPositions();
        for (Prompt prompt : prompts) {
            int length = encoder.encode(prompt).tokens().length;
            if (length + newTokens > positions) {
                throw new IllegalArgumentException(
                        length >= positions
                                ? "prompt " + prompt.id() + " must fit into the model's " + positions
                                        + " positions, but has " + length + " tokens"
                                : "max_new_tokens must be <= " + (positions - length) + " because prompt " + prompt.id()
                                        + " takes " + length + " of the model's " + positions + " positions, got "
                                        + newTokens);
            }
        }
    }

    /**
     * Those of some prompts that leave room for new tokens in the model's positions.
     *
     * @param prompts in order
     * @param newTokens how many tokens, at least 1
     */
    public List<Prompt> fitting(List<Prompt> prompts, int newTokens) {
        return new PromptRoom(encoder, config().maxPositions(), OverlongPrompts.LEAVE_OUT).within(prompts, newTokens);
    }

    private JudgedSource source(VerifierPool verifiers, Sampler.Config sampling) {
        return JudgedSource.of(new RolloutProducer(encoder, sampler(sampling), verifiers));
    }

    /**
     * A batch that completions join and leave while it runs, for a server. The model must stay open and unused by other
     * threads until the batch is closed.
     *
     * @param limits bounds of its memory
     * @return for this thread alone, which closes it
     */
    public RunningBatch runningBatch(RunningBatch.Limits limits) {
        return new RunningBatch(policy.decoder(), policy.endTokens(), limits, compute);
    }

    /** What a running batch holds in memory for each token of each row, in bytes. */
    public long cacheBytesPerToken() {
        return RunningBatch.bytesPerToken(config(), policy.decoder().computeType());
    }

    private Sampler sampler(Sampler.Config sampling) {
        return new Sampler(policy.decoder(), policy.endTokens(), sampling, policy.tokenizer());
    }

    /**
     * What the model is given of a prompt.
     *
     * @param prompt plain text, or a conversation
     * @return text and tokens
     */
    public PromptEncoder.Encoded encode(Prompt prompt) {
        return encoder.encode(prompt);
    }

    /** Text to tokens and back. */
    public Tokenizer tokenizer() {
        return policy.tokenizer();
    }

    /** The model's shape. */
    public DecoderConfig config() {
        return policy.decoder().config();
    }

    /** Releases the weights. */
    @Override
    public void close() {
        policy.close();
    }
}
