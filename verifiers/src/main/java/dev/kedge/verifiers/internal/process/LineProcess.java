package dev.kedge.verifiers.internal.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that answers one line with another. Asked by one thread at a time, and never again after a question that it
 * did not answer.
 *
 * <p>Reading and writing have a thread of their own: who asks can then leave at the deadline, or when interrupted, and
 * kill the process, whatever that thread is blocked by.
 */
final class LineProcess {

    private static final int BUFFER = 1 << 13;
    private static final Duration ENDING = Duration.ofSeconds(1);

    private final Process process;
    private final String name;
    private final int maxAnswer;
    private final BlockingQueue<Question> questions = new ArrayBlockingQueue<>(1);
    private final Thread conversation;
    private final byte[] buffer = new byte[BUFFER];
    private int bufferStart;
    private int bufferEnd;

    private record Question(String line, CompletableFuture<String> answer) {}

    /**
     * The conversation with a process that runs.
     *
     * @param process whose standard input and output are pipes
     * @param name what messages call it: {@code the program}
     * @param maxAnswer bytes of an answer
     */
    LineProcess(Process process, String name, int maxAnswer) {
        this.process = process;
        this.name = name;
        this.maxAnswer = maxAnswer;
        conversation = new Thread(this::converse, "kedge-process-lines");
        conversation.setDaemon(true);
        conversation.start();
    }

    /**
     * Sends a line and waits for the answer.
     *
     * @param line without a line break
     * @param time how long the answer may take
     * @return the answer, without its line break
     * @throws NoAnswerException if there is none; the caller then kills the process
     */
    String ask(String line, Duration time) throws InterruptedException, NoAnswerException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        questions.put(new Question(line, answer));
        try {
            return answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new NoAnswerException("no answer within " + time.toMillis() + " ms", true);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof NoAnswerException none
                    ? none
                    : new NoAnswerException(name + " cannot be read: " + failed.getCause(), false);
        }
    }

    /**
     * Whether it can be asked.
     *
     * @return false if it has ended, or has written more than it was asked for
     */
    boolean isReady() {
        try {
            return process.isAlive()
                    && bufferStart == bufferEnd
                    && process.getInputStream().available() == 0;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Lets the thread end; the caller has killed the process. */
    void close() {
        conversation.interrupt();
    }

    private void converse() {
        while (true) {
            Question question;
            try {
                question = questions.take();
            } catch (InterruptedException closed) {
                return;
            }
            try {
                question.answer().complete(answer(question.line()));
            } catch (IOException | NoAnswerException | RuntimeException failed) {
                question.answer().completeExceptionally(failed);
                return;
            }
        }
    }

    private String answer(String line) throws IOException, NoAnswerException {
        try {
            OutputStream out = process.getOutputStream();
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException closed) {
            throw new NoAnswerException(ending("closed its input"), false);
        }
        InputStream in = process.getInputStream();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        while (true) {
            if (bufferStart == bufferEnd) {
                bufferStart = 0;
                bufferEnd = Math.max(0, in.read(buffer));
                if (bufferEnd == 0) {
                    throw new NoAnswerException(ending("closed its output"), false);
                }
            }
            int end = bufferStart;
            while (end < bufferEnd && buffer[end] != '\n') {
                end++;
            }
            answer.write(buffer, bufferStart, end - bufferStart);
            boolean whole = end < bufferEnd;
            bufferStart = whole ? end + 1 : end;
            if (answer.size() > maxAnswer) {
                throw new NoAnswerException(name + " wrote more than " + maxAnswer + " bytes in one line", false);
            }
            if (whole) {
                return answer.toString(StandardCharsets.UTF_8).strip();
            }
        }
    }

    /** What a closed pipe means: most often that the process is at its end. */
    private String ending(String otherwise) {
        try {
            if (process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
                return name + " ended with status " + process.exitValue();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        return name + " " + otherwise;
    }
}
