package dev.kedge.rollout;

import dev.kedge.api.Completion;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.text.PromptEncoder;
import dev.kedge.verifiers.VerifierPool;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The way from prompts to judged samples: encode, sample with the present weights, decode, verify. */
public final class RolloutProducer {

    /**
     * Judged samples, and how long it took to make them.
     *
     * @param samples those of a prompt beside each other, prompts in order
     * @param samplingSeconds encoding and sampling
     * @param verifyingSeconds decoding and verifying
     */
    public record Production(List<Sample> samples, double samplingSeconds, double verifyingSeconds) {}

    private final PromptEncoder encoder;
    private final Sampler sampler;
    private final VerifierPool verifiers;

    /**
     * A producer.
     *
     * @param encoder prompts to tokens, and completions to text
     * @param sampler of the policy
     * @param verifiers judge the completions
     */
    public RolloutProducer(PromptEncoder encoder, Sampler sampler, VerifierPool verifiers) {
        this.encoder = encoder;
        this.sampler = sampler;
        this.verifiers = verifiers;
    }

    /**
     * The pool that judges the completions.
     *
     * @return open as long as the run
     */
    public VerifierPool verifiers() {
        return verifiers;
    }

    /**
     * Samples and judges a group of completions for every prompt.
     *
     * @param prompts at least one
     * @param groupSize completions of each
     * @param streams where the random numbers come from
     * @throws IllegalStateException if the verifier failed on every completion
     */
    public Production produce(List<Prompt> prompts, int groupSize, SamplingStreams streams) {
        return produce(prompts, groupSize, streams, 0);
    }

    /**
     * The same for prompts that follow others of the same step.
     *
     * @param prompts at least one
     * @param groupSize completions of each
     * @param streams those of the step
     * @param firstGroup how many groups of the step there are already
     * @throws IllegalStateException if the verifier failed on every completion
     */
    public Production produce(List<Prompt> prompts, int groupSize, SamplingStreams streams, int firstGroup) {
        long start = System.nanoTime();
        List<PromptEncoder.Encoded> encoded =
                prompts.stream().map(encoder::encode).toList();
        List<SampledTokens> sampled = sampler
                .sample(
                        encoded.stream().map(PromptEncoder.Encoded::tokens).toList(),
                        groupSize,
                        streams.after((long) firstGroup * groupSize))
                .stream()
                .flatMap(List::stream)
                .toList();
        long afterSampling = System.nanoTime();
        List<Completion> completions = sampled.stream()
                .map(tokens -> new Completion(encoder.tokenizer().decode(tokens.tokensBeforeEnd()), tokens.tokens()))
                .toList();
        List<Prompt> repeated = prompts.stream()
                .flatMap(prompt -> Collections.nCopies(groupSize, prompt).stream())
                .toList();
        List<Verdict> verdicts = verifiers.verifyCompletions(repeated, completions);
        RequiredVerdicts.check(verdicts, verifiers.failure());

        List<Group> groups = IntStream.range(0, prompts.size())
                .mapToObj(i -> new Group(
                        firstGroup + i,
                        prompts.get(i).withText(encoded.get(i).text()),
                        encoded.get(i).tokens()))
                .toList();
        List<Sample> samples = IntStream.range(0, sampled.size())
                .mapToObj(i -> new Sample(
                        groups.get(i / groupSize),
                        sampled.get(i),
                        completions.get(i).text(),
                        verdicts.get(i)))
                .toList();
        return new Production(samples, (afterSampling - start) / 1e9, (System.nanoTime() - afterSampling) / 1e9);
    }
}
