package dev.kedge.verifiers;

import dev.kedge.api.CallBounds;
import dev.kedge.api.Completion;
import dev.kedge.api.Formerly;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A verifier on a bounded number of threads with a hard deadline for every call.
 *
 * <p>A call that is not done by its deadline gets {@link Outcome#TIMEOUT} and reward 0, or {@link Outcome#WRONG} if the
 * verifier {@linkplain Verifier#runsCompletion runs} what the completion holds. Java cannot stop a thread that ignores
 * interruption, so its thread is interrupted, abandoned and replaced: the pool keeps its size, and the next sample does
 * not wait. An abandoned thread ends when its call ends; when too many have not, the run is ended, since they take the
 * processor from everything else. Whatever a verifier throws, stack overflow and exhausted memory included, is an
 * {@link Outcome#ERROR} of that sample and of no other. All threads are daemons.
 *
 * <p>The deadline counts from the start of the call, not from its place in the queue.
 */
public final class VerifierPool implements AutoCloseable {

    private final Verifier verifier;
    private final Config config;
    /** Guards everything below, and what changes in batches and workers. */
    private final Object lock = new Object();

    private final Deque<Call> queue = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>();
    private final List<Worker> abandoned = new ArrayList<>();
    private int workersStarted;
    private boolean closed;
    private boolean busy;
    private @Nullable Throwable failure;

    /**
     * Bounds on what verifying may cost.
     *
     * @param threads calls at the same time, at least 1
     * @param timeout how long one call may take, positive
     * @param maxCompletion characters; a longer completion is not judged but {@link Outcome#UNPARSABLE}
     * @param maxAbandoned threads that may go on past their deadline before the run is ended, at least 0
     */
    public record Config(
            int threads,
            Duration timeout,
            @Formerly("longest_completion") int maxCompletion,
            @Formerly("most_abandoned") int maxAbandoned) {

        /** Two threads, five seconds, a hundred thousand characters, a thousand abandoned threads. */
        public static final Config DEFAULT = new Config(2, Duration.ofSeconds(5), 100_000, 1000);

        public Config {
            if (threads < 1) {
                throw new SettingException("threads", "must be >= 1, got " + threads);
            }
            if (timeout.isZero() || timeout.isNegative()) {
                throw new SettingException("timeout", "must be positive, got " + timeout);
            }
            if (maxCompletion < 1) {
                throw new SettingException("maxCompletion", "must be >= 1, got " + maxCompletion);
            }
            if (maxAbandoned < 0) {
                throw new SettingException("maxAbandoned", "must be >= 0, got " + maxAbandoned);
            }
        }

        /** As many threads and as long a time as a verifier asks for. */
        private Config atLeast(CallBounds own) {
            Duration longer = timeout.compareTo(own.time()) < 0 ? own.time() : timeout;
            return new Config(Math.max(threads, own.atOnce()), longer, maxCompletion, maxAbandoned);
        }
    }

    /** One sample to judge; {@code deadline} is set when its call starts, in {@link System#nanoTime()}. */
    private static final class Call {
        private final Batch batch;
        private final int index;
        private long deadline;

        Call(Batch batch, int index) {
            this.batch = batch;
            this.index = index;
        }
    }

    /** The samples of one {@link #verifyAll}; a verdict is written once. */
    private static final class Batch {
        private final List<Prompt> prompts;
        private final List<Completion> completions;
        private final @Nullable Verdict[] verdicts;
        private int open;

        Batch(List<Prompt> prompts, List<Completion> completions) {
            this.prompts = prompts;
            this.completions = completions;
            this.verdicts = new Verdict[prompts.size()];
        }
    }

    /**
     * A pool whose threads wait for work.
     *
     * @param verifier called from all threads of the pool at once; closed with the pool
     * @param config the bounds; more threads and time if {@linkplain Verifier#callBounds the verifier's own} are larger
     */
    public VerifierPool(Verifier verifier, Config config) {
        this.verifier = verifier;
        this.config = config.atLeast(verifier.callBounds());
        synchronized (lock) {
            for (int i = 0; i < this.config.threads(); i++) {
                startWorker();
            }
        }
    }

    /**
     * Judges completions, each against the prompt at the same place.
     *
     * @param prompts one per completion
     * @param completions as text, without end tokens
     * @return one verdict per completion, in the order of the completions
     * @throws IllegalStateException if too many calls go on past their deadline, or the waiting thread is interrupted
     */
    public List<Verdict> verifyAll(List<Prompt> prompts, List<String> completions) {
        return verifyCompletions(
                prompts, completions.stream().map(Completion::ofText).toList());
    }

    /**
     * Judges completions whose tokens are known, each against the prompt at the same place.
     *
     * @param prompts one per completion
     * @param completions their texts and tokens
     * @return one verdict per completion, in the order of the completions
     * @throws IllegalStateException if too many calls go on past their deadline, or the waiting thread is interrupted
     */
    public List<Verdict> verifyCompletions(List<Prompt> prompts, List<Completion> completions) {
        if (prompts.size() != completions.size()) {
            throw new IllegalArgumentException("every completion needs its prompt, got " + prompts.size()
                    + " prompts and " + completions.size() + " completions");
        }
        Batch batch = new Batch(List.copyOf(prompts), List.copyOf(completions));
        synchronized (lock) {
            if (closed || busy) {
                throw new IllegalStateException(closed ? "the pool is closed" : "the pool is judging another batch");
            }
            busy = true;
            failure = null;
            try {
                enqueue(batch);
                await(batch);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while verifying", interrupted);
            } finally {
                busy = false;
                queue.clear();
                if (batch.open > 0) {
                    List.copyOf(workers).forEach(this::abandonIfRunning);
                }
            }
        }
        return Arrays.stream(batch.verdicts).toList();
    }

    /**
     * Groups answers that say the same, {@link Verifier#alike}, in the time of one call; else by their text.
     *
     * @param prompt the prompt
     * @param answers as they were read
     */
    public List<Integer> alike(Prompt prompt, List<String> answers) {
        return TimedGroups.of(verifier, config.timeout(), prompt, answers);
    }

    private void enqueue(Batch batch) {
        for (int i = 0; i < batch.completions.size(); i++) {
            int length = batch.completions.get(i).text().length();
            if (length > config.maxCompletion()) {
                batch.verdicts[i] = Verdict.unparsable(
                        "completion of " + length + " characters, at most " + config.maxCompletion() + " are judged");
            } else {
                queue.add(new Call(batch, i));
                batch.open++;
            }
        }
        lock.notifyAll();
    }

    private void await(Batch batch) throws InterruptedException {
        while (true) {
            long nearest = expire();
            if (batch.open == 0) {
                return;
            }
            if (closed) {
                throw new IllegalStateException("the pool was closed before all verdicts were in");
            }
            abandoned.removeIf(worker -> !worker.thread.isAlive());
            if (abandoned.size() > config.maxAbandoned()) {
                throw new IllegalStateException(abandoned.size() + " calls of the verifier have not ended by their "
                        + "deadline of " + config.timeout().toMillis() + " ms and go on, at most "
                        + config.maxAbandoned() + " may; verifier "
                        + verifier.getClass().getName());
            }
            if (nearest == Long.MAX_VALUE) {
                lock.wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(lock, Math.max(nearest, TimeUnit.MILLISECONDS.toNanos(1)));
            }
        }
    }

    /** Ends calls past their deadline; returns the nanoseconds to the next deadline, or MAX_VALUE if nothing runs. */
    private long expire() {
        long now = System.nanoTime();
        long nearest = Long.MAX_VALUE;
        for (Worker worker : List.copyOf(workers)) {
            Call call = worker.current;
            if (call == null) {
                continue;
            }
            long left = call.deadline - now;
            if (left > 0) {
                nearest = Math.min(nearest, left);
            } else {
                String reason = "no verdict within " + config.timeout().toMillis() + " ms";
                Outcome outcome = blamesCompletion(call) ? Outcome.WRONG : Outcome.TIMEOUT;
                finish(call, new Verdict(outcome, 0, "", reason));
                abandonIfRunning(worker);
            }
        }
        return nearest;
    }

    /** A verifier that cannot even say so is to blame itself. */
    private boolean blamesCompletion(Call call) {
        try {
            return verifier.runsCompletion(call.batch.prompts.get(call.index));
        } catch (RuntimeException unknown) {
            return false;
        }
    }

    private void finish(Call call, Verdict verdict) {
        call.batch.verdicts[call.index] = verdict;
        call.batch.open--;
    }

    private void abandonIfRunning(Worker worker) {
        if (worker.current != null) {
            worker.retired = true;
            workers.remove(worker);
            abandoned.add(worker);
            worker.thread.interrupt();
            startWorker();
        }
    }

    private void startWorker() {
        Worker worker = new Worker("kedge-verifier-" + workersStarted++);
        workers.add(worker);
        worker.thread.start();
    }

    /**
     * How many threads go on past the deadline of their call.
     *
     * @return 0 if all is well
     */
    public int abandonedThreads() {
        synchronized (lock) {
            abandoned.removeIf(worker -> !worker.thread.isAlive());
            return abandoned.size();
        }
    }

    /**
     * What the verifier threw first in the last batch.
     *
     * @return empty if it threw nothing
     */
    public Optional<Throwable> failure() {
        synchronized (lock) {
            return Optional.ofNullable(failure);
        }
    }

    /**
     * Lets idle threads end and interrupts the others; waits for none. A batch in progress fails. Closes the verifier,
     * which the pool owns.
     */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            queue.clear();
            for (Worker worker : workers) {
                if (worker.current != null) {
                    worker.thread.interrupt();
                }
            }
            lock.notifyAll();
        }
        verifier.close();
    }

    private final class Worker implements Runnable {
        private final Thread thread;
        private @Nullable Call current;
        private boolean retired;

        Worker(String name) {
            thread = new Thread(this, name);
            thread.setDaemon(true);
        }

        @Override
        public void run() {
            while (true) {
                Call call = next();
                if (call == null) {
                    return;
                }
                Verdict verdict = judge(call.batch.prompts.get(call.index), call.batch.completions.get(call.index));
                synchronized (lock) {
                    if (retired) {
                        return;
                    }
                    current = null;
                    finish(call, verdict);
                    lock.notifyAll();
                }
            }
        }

        private @Nullable Call next() {
            synchronized (lock) {
                while (queue.isEmpty()) {
                    if (closed) {
                        return null;
                    }
                    try {
                        lock.wait();
                    } catch (InterruptedException strayed) {
                        // set by the last call's own code; only the pool ends its threads
                    }
                }
                Call call = queue.remove();
                call.deadline = System.nanoTime() + config.timeout().toNanos();
                current = call;
                Thread.interrupted();
                lock.notifyAll();
                return call;
            }
        }

        /** The fault boundary: nothing a verifier does leaves it. */
        private Verdict judge(Prompt prompt, Completion completion) {
            try {
                Verdict verdict = verifier.verify(prompt, completion);
                return verdict == null ? new Verdict(Outcome.ERROR, 0, "", "the verifier returned null") : verdict;
            } catch (Throwable thrown) {
                remember(thrown);
                return ThrownVerdict.of(thrown);
            }
        }

        private void remember(Throwable thrown) {
            synchronized (lock) {
                if (failure == null && !retired) {
                    failure = thrown;
                }
            }
        }
    }
}
