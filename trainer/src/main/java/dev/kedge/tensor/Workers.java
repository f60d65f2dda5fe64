package dev.kedge.tensor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Threads that compute side by side, each with its share of the processor's threads: the data-parallel workers of one
 * process. Two products on a core each take half the time of one after the other, while one product shared between two
 * cores waits for the slower of them again and again, and everything around it runs on one.
 *
 * <p>Worker 0 is the thread that calls. A piece of work goes to a worker by its cost alone, so that the same pieces are
 * done by the same workers in the same order every time. A worker that records no gradient must say so itself
 * ({@link NoGradient} holds for one thread).
 */
public final class Workers implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** The work of all, cut into pieces. */
    @FunctionalInterface
    public interface Work {

        /**
         * Does one piece.
         *
         * @param worker who does it, from 0
         * @param piece which, from 0
         */
        void on(int worker, int piece);
    }

    private final int count;
    private final Optional<Compute> share;
    private final Optional<ExecutorService> others;

    private Workers(int count, Optional<Compute> share) {
        this.count = count;
        this.share = share;
        others = count == 1 ? Optional.empty() : Optional.of(Executors.newFixedThreadPool(count - 1, Workers::thread));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "kedge-worker-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** The calling thread alone, as it is. */
    public static Workers one() {
        return new Workers(1, Optional.empty());
    }

    /**
     * Several workers.
     *
     * @param count at least 1; with 1 the calling thread is left as it is
     * @param together the device, and the threads that they share; each gets at least 1
     * @return workers that whoever asks closes
     */
    public static Workers of(int count, Compute together) {
        if (count < 1) {
            throw new IllegalArgumentException("workers must be >= 1, got " + count);
        }
        return count == 1
                ? one()
                : new Workers(count, Optional.of(together.withThreads(Math.max(1, together.threads() / count))));
    }

    /** How many there are, the calling thread included. */
    public int count() {
        return count;
    }

    /**
     * Does pieces of work, each once; returns when all are done. A worker does its pieces in ascending order.
     *
     * @param costs of each piece, in any unit
     * @param work what is done
     * @throws RuntimeException the first failure, after the other workers have ended
     */
    public void each(long[] costs, Work work) {
        List<List<Integer>> shares = shares(costs, count);
        run(worker -> shares.get(worker).forEach(piece -> work.on(worker, piece)));
    }

    /**
     * Which worker does what: the costliest piece first, each to the worker that has least to do, the first of them.
     *
     * @param costs of each piece
     * @param workers how many
     * @return the pieces of each worker, ascending
     */
    static List<List<Integer>> shares(long[] costs, int workers) {
        List<List<Integer>> shares = Stream.generate(() -> (List<Integer>) new ArrayList<Integer>())
                .limit(workers)
                .toList();
        long[] spent = new long[workers];
        IntStream.range(0, costs.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer piece) -> costs[piece])
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(piece -> {
                    int least = IntStream.range(0, workers)
                            .boxed()
                            .min(Comparator.comparingLong(worker -> spent[worker]))
                            .orElseThrow();
                    shares.get(least).add(piece);
                    spent[least] += costs[piece];
                });
        shares.forEach(share -> share.sort(Comparator.naturalOrder()));
        return shares;
    }

    /** The part of one worker. */
    private interface Part {
        void of(int worker);
    }

    private void run(Part part) {
        if (others.isEmpty()) {
            part.of(0);
            return;
        }
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch running = new CountDownLatch(count - 1);
        for (int worker = 1; worker < count; worker++) {
            int number = worker;
            others.get().execute(() -> {
                inShare(part, number, failure);
                running.countDown();
            });
        }
        inShare(part, 0, failure);
        awaited(running);
        Throwable first = failure.get();
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void inShare(Part part, int worker, AtomicReference<Throwable> failure) {
        try (Compute.Span span = share.orElseThrow().open()) {
            part.of(worker);
        } catch (RuntimeException | Error problem) {
            failure.compareAndSet(null, problem);
        }
    }

    /** Native memory that the workers use lives as long as they do: an interruption is kept for later. */
    private static void awaited(CountDownLatch running) {
        boolean interrupted = false;
        while (true) {
            try {
                running.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        others.ifPresent(ExecutorService::shutdown);
    }
}
