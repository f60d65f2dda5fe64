package dev.kedge.evaluation;

import dev.kedge.random.Purpose;
import dev.kedge.rollout.Prompt;
import dev.kedge.sampling.RolloutProducer;
import dev.kedge.sampling.SamplingStreams;
import java.util.List;

/** Measures a policy on held-out prompts: greedy, one completion each, and sampled, several each. */
public final class Evaluator {

    private final List<Prompt> prompts;
    private final RolloutProducer greedy;
    private final RolloutProducer sampled;
    private final int samples;
    private final long seed;

    /**
     * An evaluator of one set of prompts.
     *
     * @param prompts held out from training
     * @param greedy produces at temperature 0
     * @param sampled produces at the temperature to be measured
     * @param samples sampled completions per prompt
     * @param seed of the run
     */
    public Evaluator(List<Prompt> prompts, RolloutProducer greedy, RolloutProducer sampled, int samples, long seed) {
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
                new JudgedGroups(greedy.produce(prompts, 1, streams).groups()),
                new JudgedGroups(sampled.produce(prompts, samples, streams).groups()));
    }
}
