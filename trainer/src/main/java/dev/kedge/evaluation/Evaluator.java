package dev.kedge.evaluation;

import dev.kedge.api.Prompt;
import dev.kedge.random.Purpose;
import dev.kedge.sampling.SamplingStreams;
import java.util.List;

/** The measurement of a policy on held-out prompts: greedy, one completion each, and sampled, several each. */
public final class Evaluator {

    private final List<Prompt> prompts;
    private final JudgedSource greedy;
    private final JudgedSource sampled;
    private final int samples;
    private final long seed;

    /**
     * An evaluator of one set of prompts.
     *
     * @param prompts held out from training
     * @param greedy completes at temperature 0
     * @param sampled completes at the temperature to be measured
     * @param samples sampled completions per prompt, at least 1
     * @param seed of the run
     * @throws IllegalArgumentException if there are fewer
     */
    public Evaluator(List<Prompt> prompts, JudgedSource greedy, JudgedSource sampled, int samples, long seed) {
        if (samples < 1) {
            throw new IllegalArgumentException("samples must be >= 1, got " + samples);
        }
        this.prompts = List.copyOf(prompts);
        this.greedy = greedy;
        this.sampled = sampled;
        this.samples = samples;
        this.seed = seed;
    }

    /**
     * Evaluates the present weights.
     *
     * @param step the step of the run, which names the random streams
     * @return what the completions say
     */
    public Evaluation evaluate(long step) {
        SamplingStreams streams = new SamplingStreams(seed, Purpose.EVALUATION, step);
        return new Evaluation(
                new JudgedGroups(greedy.complete(prompts, 1, streams)),
                new JudgedGroups(sampled.complete(prompts, samples, streams)));
    }
}
