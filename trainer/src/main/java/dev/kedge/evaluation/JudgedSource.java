package dev.kedge.evaluation;

import dev.kedge.api.Prompt;
import dev.kedge.rollout.RolloutProducer;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.SamplingStreams;
import java.util.List;

/** The source of judged completions: a model in this process, or a server. */
@FunctionalInterface
public interface JudgedSource {

    /**
     * Completes and judges every prompt.
     *
     * @param prompts at least one
     * @param samples completions of each
     * @param streams name the random numbers
     * @return one per prompt, in order
     */
    List<JudgedPrompt> complete(List<Prompt> prompts, int samples, SamplingStreams streams);

    /**
     * A model in this process.
     *
     * @param producer samples and judges
     */
    static JudgedSource of(RolloutProducer producer) {
        return (prompts, samples, streams) ->
                Sample.byGroup(producer.produce(prompts, samples, streams).samples()).stream()
                        .map(group -> JudgedPrompt.of(group, producer.verifiers()))
                        .toList();
    }
}
