package dev.kedge.verifiers.internal.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A running {@link Program}. Whatever it has started ends with it. */
final class ProgramProcess implements AutoCloseable {

    private final Process process;
    private final LineProcess lines;
    private final ErrorLines errors;
    private final CompletableFuture<Void> sessionEnd;
    private boolean answered;

    /**
     * Starts one.
     *
     * @param program what is run
     * @param loggable how many lines of standard error may still be logged
     * @throws IOException if it cannot be started
     */
    ProgramProcess(Program program, AtomicInteger loggable) throws IOException {
        process = program.start();
        errors = new ErrorLines(process.getErrorStream(), loggable);
        lines = new LineProcess(process, "the program", program.maxAnswer());
        // A process that it leaves behind would keep its output open, and the end of it unseen.
        sessionEnd = process.onExit().thenAcceptAsync(ProgramProcess::killSession);
    }

    /** Sends a line and waits for the answer; the caller closes this process if there is none. */
    String ask(String line, Duration time) throws InterruptedException, NoAnswerException {
        try {
            String answer = lines.ask(line, time);
            answered = true;
            return answer;
        } catch (NoAnswerException none) {
            String telling = process.isAlive() ? "" : errors.telling();
            throw telling.isEmpty() ? none : new NoAnswerException(none.getMessage() + ": " + telling, none.timedOut());
        }
    }

    /** Whether it has answered since it was started. */
    boolean hasAnswered() {
        return answered;
    }

    /** Whether it can be asked. */
    boolean isReady() {
        return lines.isReady();
    }

    @Override
    public void close() {
        ProcessTree.kill(process.toHandle());
        lines.close();
        sessionEnd.join();
    }

    private static void killSession(Process leader) {
        if (Program.leadsSession()) {
            ProcessTree.killGroup(leader);
        }
    }
}
