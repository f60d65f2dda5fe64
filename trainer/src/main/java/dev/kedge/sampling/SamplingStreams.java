package dev.kedge.sampling;

import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import java.util.SplittableRandom;

/**
 * Names the random stream of every completion of one call, so that what is sampled does not depend on what it is
 * batched with: completion {@code i} of prompt {@code p} draws from stream {@code p · groupSize + i}.
 *
 * @param seed the run's seed
 * @param purpose {@link Purpose#ROLLOUT} or {@link Purpose#EVALUATION}
 * @param step the step of the run
 * @param first how many streams of the step are in use already
 */
public record SamplingStreams(long seed, Purpose purpose, long step, long first) {

    /**
     * The streams of a step from its first one on.
     *
     * @param seed the run's seed
     * @param purpose {@link Purpose#ROLLOUT} or {@link Purpose#EVALUATION}
     * @param step the step of the run
     */
    public SamplingStreams(long seed, Purpose purpose, long step) {
        this(seed, purpose, step, 0);
    }

    /**
     * Streams of the same step that nobody has used.
     *
     * @param used how many of these are in use
     */
    public SamplingStreams after(long used) {
        return new SamplingStreams(seed, purpose, step, first + used);
    }

    SplittableRandom stream(long index) {
        return RandomStream.of(seed, purpose, step, first + index);
    }
}
