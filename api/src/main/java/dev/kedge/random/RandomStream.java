package dev.kedge.random;

import java.util.SplittableRandom;

/**
 * Names random streams: the stream of {@code (seed, purpose, step, index)} is a pure function of those four numbers.
 *
 * <p>The four are mixed by the finalizer of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom
 * number generators"), applied after each word, so that neighbouring steps and indices give unrelated streams.
 */
public final class RandomStream {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private RandomStream() {}

    /**
     * The generator of one stream, at its beginning.
     *
     * @param seed the run's seed
     * @param purpose what the numbers are for
     * @param step the step of the run, 0 where there is none
     * @param index which item of the step (prompt, rollout, tensor, …), 0 where there is only one
     * @return a new generator, independent of every other stream's
     */
    public static SplittableRandom of(long seed, Purpose purpose, long step, long index) {
        return new SplittableRandom(seedOf(seed, purpose, step, index));
    }

    /**
     * The 64-bit seed of one stream, for generators other than Java's.
     *
     * @param seed the run's seed
     * @param purpose what the numbers are for
     * @param step the step of the run, 0 where there is none
     * @param index which item of the step, 0 where there is only one
     * @return a well-mixed seed
     */
    public static long seedOf(long seed, Purpose purpose, long step, long index) {
        long mixed = mix(seed + GOLDEN_GAMMA);
        mixed = mix(mixed ^ purpose.name().hashCode() * GOLDEN_GAMMA);
        mixed = mix(mixed + step * GOLDEN_GAMMA);
        return mix(mixed ^ index * GOLDEN_GAMMA);
    }

    private static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
