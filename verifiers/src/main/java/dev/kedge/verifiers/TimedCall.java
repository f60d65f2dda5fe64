package dev.kedge.verifiers;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A call of foreign code that is waited for no longer than a deadline, on a daemon thread of its own. */
final class TimedCall {

    private TimedCall() {}

    /**
     * The result of a call.
     *
     * @param call foreign code
     * @param timeout how long it may take; then its thread is interrupted and left
     * @return empty if it took too long, failed with whatever, or gave nothing
     * @throws IllegalStateException if the waiting thread is interrupted
     */
    static <T> Optional<T> of(Supplier<T> call, Duration timeout) {
        FutureTask<T> task = new FutureTask<>(call::get);
        Thread thread = new Thread(task, "kedge-verifier-alike");
        thread.setDaemon(true);
        thread.start();
        try {
            return Optional.ofNullable(task.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException noResult) {
            task.cancel(true);
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while verifying", interrupted);
        }
    }
}
