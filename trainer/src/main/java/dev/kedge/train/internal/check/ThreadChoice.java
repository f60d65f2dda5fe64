package dev.kedge.train.internal.check;

/**
 * The number of threads that one tensor operation gets where the recipe does not say.
 *
 * <p>A small model's operations take microseconds. Sharing each between threads gains little on an idle machine, and on
 * a busy one every operation waits until the slower thread is given a processor: tens of times slower. So one thread,
 * until the matrices are large.
 */
public final class ThreadChoice {

    private static final long SMALL_WEIGHTS = 3_000_000;

    private ThreadChoice() {}

    public static int forModel(long weights, int processors) {
        return weights < SMALL_WEIGHTS ? 1 : processors;
    }
}
