package dev.kedge.sampling;

import dev.kedge.api.Attempt;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.rollout.Completion;
import dev.kedge.rollout.Rollout;
import dev.kedge.rollout.RolloutGroup;
import dev.kedge.text.PromptEncoder;
import dev.kedge.verifiers.VerifierPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** From prompts to judged groups: encode, sample with the present weights, decode, verify. */
public final class RolloutProducer {

    /**
     * Judged groups, and how long it took to make them.
     *
     * @param groups one per prompt, in order
     * @param samplingSeconds encoding and sampling
     * @param verifyingSeconds decoding and verifying
     */
    public record Production(List<RolloutGroup> groups, double samplingSeconds, double verifyingSeconds) {}

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
     * Samples and judges a group of completions for every prompt.
     *
     * @param prompts at least one
     * @param groupSize completions of each
     * @param streams where the random numbers come from
     */
    public Production produce(List<Prompt> prompts, int groupSize, SamplingStreams streams) {
        long start = System.nanoTime();
        List<PromptEncoder.Encoded> encoded =
                prompts.stream().map(encoder::encode).toList();
        List<int[]> tokens = encoded.stream().map(PromptEncoder.Encoded::tokens).toList();
        List<Completion> completions = sampler.sample(tokens, groupSize, streams).stream()
                .flatMap(List::stream)
                .toList();
        long sampled = System.nanoTime();
        List<String> texts = completions.stream()
                .map(completion -> encoder.tokenizer().decode(completion.tokensBeforeEnd()))
                .toList();
        List<Prompt> repeated = prompts.stream()
                .flatMap(prompt -> Collections.nCopies(groupSize, prompt).stream())
                .toList();
        List<Attempt> attempts = IntStream.range(0, texts.size())
                .mapToObj(i -> new Attempt(texts.get(i), completions.get(i).tokens()))
                .toList();
        List<Verdict> verdicts = verifiers.verifyAttempts(repeated, attempts);

        List<RolloutGroup> groups = new ArrayList<>();
        for (int prompt = 0; prompt < prompts.size(); prompt++) {
            List<Rollout> rollouts = new ArrayList<>();
            for (int i = prompt * groupSize; i < (prompt + 1) * groupSize; i++) {
                rollouts.add(new Rollout(completions.get(i), texts.get(i), verdicts.get(i)));
            }
            Prompt given = prompts.get(prompt).withText(encoded.get(prompt).text());
            groups.add(new RolloutGroup(given, tokens.get(prompt), rollouts));
        }
        return new Production(groups, (sampled - start) / 1e9, (System.nanoTime() - sampled) / 1e9);
    }
}
