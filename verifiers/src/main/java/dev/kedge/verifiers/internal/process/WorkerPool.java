package dev.kedge.verifiers.internal.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Java processes that answer one line with another, kept for the next question: as many as are asked at once. One that
 * does not answer is killed, and the next question starts another.
 */
public final class WorkerPool implements AutoCloseable {

    /** What a Java process reserves without using it, and stacks of some hundred threads. */
    public static final int RESERVED_MEGABYTES = 3_072;

    private final String mainClass;
    private final int heapMegabytes;
    private final int addressMegabytes;
    private final Deque<WorkerProcess> idle = new ArrayDeque<>();
    private boolean closed;

    /**
     * A pool without processes.
     *
     * @param mainClass a class of this class path whose main method calls {@link Worker#serve}
     * @param heapMegabytes the most that the heap of each may take
     * @param addressMegabytes the most that its address space may, native memory included; {@link #RESERVED_MEGABYTES}
     *     more than what is used
     */
    public WorkerPool(Class<?> mainClass, int heapMegabytes, int addressMegabytes) {
        this.mainClass = mainClass.getName();
        this.heapMegabytes = heapMegabytes;
        this.addressMegabytes = addressMegabytes;
    }

    /**
     * Asks a process.
     *
     * @param line the question, without a line break
     * @param time how long the answer may take, the start of a process included
     * @throws NoAnswerException if there is none
     * @throws IOException if no process can be started
     * @throws InterruptedException if this thread was interrupted; the process is killed then too
     */
    public String ask(String line, Duration time) throws NoAnswerException, IOException, InterruptedException {
        WorkerProcess worker = take();
        boolean answered = false;
        try {
            String answer = worker.ask(line, time);
            answered = true;
            return answer;
        } finally {
            if (!answered || !giveBack(worker)) {
                worker.close();
            }
        }
    }

    private WorkerProcess take() throws IOException {
        @Nullable WorkerProcess worker;
        do {
            synchronized (idle) {
                if (closed) {
                    throw new IllegalStateException("the workers are closed");
                }
                worker = idle.poll();
            }
            if (worker != null && !worker.isAlive()) {
                worker.close();
            }
        } while (worker != null && !worker.isAlive());
        return worker == null ? new WorkerProcess(mainClass, heapMegabytes, addressMegabytes) : worker;
    }

    private boolean giveBack(WorkerProcess worker) {
        synchronized (idle) {
            if (!closed) {
                idle.push(worker);
            }
            return !closed;
        }
    }

    /** Ends all processes; those that are asked at the moment when they have answered. */
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(WorkerProcess::close);
            idle.clear();
        }
    }
}
