package dev.kedge.sampling;

import dev.kedge.reward.VerifierPool;
import dev.kedge.rollout.Completion;
import dev.kedge.rollout.Prompt;
import dev.kedge.rollout.Rollout;
import dev.kedge.rollout.RolloutGroup;
import dev.kedge.rollout.Verdict;
import dev.kedge.text.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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

    private final Tokenizer tokenizer;
    private final Sampler sampler;
    private final VerifierPool verifiers;

    /**
     * A producer.
     *
     * @param tokenizer text to tokens and back
     * @param sampler of the policy
     * @param verifiers judge the completions
     */
    public RolloutProducer(Tokenizer tokenizer, Sampler sampler, VerifierPool verifiers) {
        this.tokenizer = tokenizer;
        this.sampler = sampler;
        this.verifiers = verifiers;
    }

    /**
     * Samples and judges a group of completions for every prompt.
     *
     * @param prompts at least one
     * @param groupSize completions of each
     * @param streams where the random numbers come from
     * @return the groups
     */
    public Production produce(List<Prompt> prompts, int groupSize, SamplingStreams streams) {
        long start = System.nanoTime();
        List<int[]> encoded =
                prompts.stream().map(prompt -> tokenizer.encode(prompt.text())).toList();
        List<Completion> completions = sampler.sample(encoded, groupSize, streams).stream()
                .flatMap(List::stream)
                .toList();
        long sampled = System.nanoTime();
        List<String> texts = completions.stream()
                .map(completion -> tokenizer.decode(completion.tokens()))
                .toList();
        List<Prompt> repeated = prompts.stream()
                .flatMap(prompt -> Collections.nCopies(groupSize, prompt).stream())
                .toList();
        List<Verdict> verdicts = verifiers.verifyAll(repeated, texts);

        List<RolloutGroup> groups = new ArrayList<>();
        for (int prompt = 0; prompt < prompts.size(); prompt++) {
            List<Rollout> rollouts = new ArrayList<>();
            for (int i = prompt * groupSize; i < (prompt + 1) * groupSize; i++) {
                rollouts.add(new Rollout(completions.get(i), texts.get(i), verdicts.get(i)));
            }
            groups.add(new RolloutGroup(prompts.get(prompt), encoded.get(prompt), rollouts));
        }
        return new Production(groups, (sampled - start) / 1e9, (System.nanoTime() - sampled) / 1e9);
    }
}
