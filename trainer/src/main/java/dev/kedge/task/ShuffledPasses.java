package dev.kedge.task;

import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The order in which a data set is gone through: a fresh permutation for every pass, a function of the seed alone. */
public final class ShuffledPasses {

    private final long seed;
    private final long which;
    private long pass = -1;
    private int[] order = {};

    /**
     * An order.
     *
     * @param seed of the run
     * @param which tells the data sets of one run apart
     */
    public ShuffledPasses(long seed, long which) {
        this.seed = seed;
        this.which = which;
    }

    /**
     * What is drawn.
     *
     * @param draw how many were drawn before, in all passes
     * @param size how many there are to draw from
     * @return from 0 to {@code size - 1}, each once in a pass
     */
    public synchronized long index(long draw, long size) {
        int count = Math.toIntExact(size);
        if (pass != draw / count || order.length != count) {
            pass = draw / count;
            order = permutation(count);
        }
        return order[(int) (draw % count)];
    }

    private int[] permutation(int size) {
        int[] shuffled = IntStream.range(0, size).toArray();
        SplittableRandom random = RandomStream.of(seed, Purpose.SHUFFLE, pass, which);
        for (int i = size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = swapped;
        }
        return shuffled;
    }
}
