package dev.kedge.evaluation;

import dev.kedge.api.Prompt;
import dev.kedge.sampling.RolloutProducer;
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
        return (prompts, samples, streams) -> producer.produce(prompts, samples, streams).groups().stream()
                .map(JudgedPrompt::of)
                .toList();
    }
}
