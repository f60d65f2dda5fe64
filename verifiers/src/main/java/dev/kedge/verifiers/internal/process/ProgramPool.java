package dev.kedge.verifiers.internal.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Processes of one {@link Program} that answer one line with another, started when they are first needed and kept for
 * the next question. One that does not answer, or answers what nobody can read, is killed with all that it has started,
 * and the next question starts another.
 */
public final class ProgramPool implements AutoCloseable {

    private static final int MAX_LOGGED = 1_000;
    /** Starts in a row without an answer, after which a start is no longer given time of its own. */
    private static final int MAX_HUNG = 3;

    private final Program program;
    private final Semaphore free;
    private final AtomicInteger hung = new AtomicInteger();
    private final AtomicInteger loggable = new AtomicInteger(MAX_LOGGED);
    private final Thread atExit = new Thread(this::endAtExit, "kedge-process-exit");
    private volatile boolean exiting;
    /** Guards everything below. */
    private final Object lock = new Object();

    private final Deque<ProgramProcess> idle = new ArrayDeque<>();
    private final Set<ProgramProcess> running = new HashSet<>();
    private boolean closed;

    /**
     * A pool without processes.
     *
     * @param program what they run
     * @param children how many there may be, at least 1
     */
    public ProgramPool(Program program, int children) {
        this.program = program;
        this.free = new Semaphore(children, true);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Asks a process, as soon as there is a free one.
     *
     * @param <T> what is read
     * @param line the question, without a line break
     * @param start how long the start of a process may take beside its first answer
     * @param time how long the answer may take
     * @param reading reads the answer; what it throws ends the process too
     * @return what was read
     * @throws NoAnswerException if there is none
     * @throws IOException if no process can be started
     * @throws InterruptedException if this thread was interrupted; the process is killed then too
     */
    public <T> T ask(String line, Duration start, Duration time, Function<String, T> reading)
            throws NoAnswerException, IOException, InterruptedException {
        free.acquire();
        try {
            return asked(line, start, time, reading);
        } catch (NoAnswerException | IOException | RuntimeException failed) {
            stayIfExiting();
            throw failed;
        } finally {
            free.release();
        }
    }

    private <T> T asked(String line, Duration start, Duration time, Function<String, T> reading)
            throws NoAnswerException, IOException, InterruptedException {
        ProgramProcess process = take();
        boolean read = false;
        try {
            T answer = reading.apply(answer(process, line, start, time));
            read = true;
            return answer;
        } finally {
            giveBack(process, read);
        }
    }

    private String answer(ProgramProcess process, String line, Duration start, Duration time)
            throws NoAnswerException, InterruptedException {
        if (process.hasAnswered()) {
            return process.ask(line, time);
        }
        Duration both = hung.get() < MAX_HUNG ? start.plus(time) : time;
        try {
            String answer = process.ask(line, both);
            hung.set(0);
            return answer;
        } catch (NoAnswerException none) {
            if (!none.timedOut()) {
                throw none;
            }
            hung.incrementAndGet();
            throw new NoAnswerException(
                    "the program did not answer its first line within " + both.toMillis()
                            + " ms: it must write one line for each that it reads, at once",
                    false);
        }
    }

    private ProgramProcess take() throws IOException {
        while (true) {
            @Nullable ProgramProcess process;
            synchronized (lock) {
                if (closed) {
                    throw new IllegalStateException("the processes are closed");
                }
                process = idle.poll();
                if (process == null) {
                    process = new ProgramProcess(program, loggable);
                    running.add(process);
                    return process;
                }
            }
            if (process.isReady()) {
                return process;
            }
            end(process);
        }
    }

    private void giveBack(ProgramProcess process, boolean good) {
        synchronized (lock) {
            if (good && !closed) {
                idle.push(process);
                return;
            }
        }
        end(process);
    }

    private void end(ProgramProcess process) {
        process.close();
        synchronized (lock) {
            running.remove(process);
        }
    }

    private void endAtExit() {
        exiting = true;
        killAll();
    }

    /**
     * Whoever asks a process that was killed because this one is at its end waits for that end: nothing may be written
     * down as if the program had failed.
     */
    private void stayIfExiting() throws InterruptedException {
        if (exiting) {
            new CountDownLatch(1).await();
        }
    }

    private void killAll() {
        Set<ProgramProcess> all;
        synchronized (lock) {
            closed = true;
            all = Set.copyOf(running);
            running.clear();
            idle.clear();
        }
        all.forEach(ProgramProcess::close);
    }

    /** Ends all processes, those that are being asked too. */
    @Override
    public void close() {
        killAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException atTheEnd) {
            // this process is ending, and the hook does the same
        }
    }
}
