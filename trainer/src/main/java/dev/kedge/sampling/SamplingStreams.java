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
 */
public record SamplingStreams(long seed, Purpose purpose, long step) {

    SplittableRandom stream(long index) {
        return RandomStream.of(seed, purpose, step, index);
    }
}
