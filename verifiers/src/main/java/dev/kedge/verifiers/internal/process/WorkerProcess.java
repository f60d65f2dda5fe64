package dev.kedge.verifiers.internal.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Java process that answers one line with another, in a folder of its own. Used by one thread at a time. */
final class WorkerProcess implements AutoCloseable {

    private static final int MAX_ANSWER = 1 << 20;
    private static final int LIFE_SECONDS = 86_400;

    private final TemporaryFolder folder;
    private final Process process;
    private final LineProcess lines;

    /**
     * Starts one.
     *
     * @param mainClass a class of this class path whose main method calls {@link Worker#serve}
     * @param heapMegabytes the most that its heap may take
     * @param addressMegabytes the most that its address space may
     * @throws IOException if it cannot be started
     */
    WorkerProcess(String mainClass, int heapMegabytes, int addressMegabytes) throws IOException {
        folder = TemporaryFolder.create();
        try {
            Path path = folder.path();
            List<String> command =
                    new ArrayList<>(JavaCommand.of(heapMegabytes, JavaCommand.ownClassPath(), path, mainClass));
            command.add(1, "--enable-native-access=ALL-UNNAMED");
            ProcessBuilder builder = new ProcessBuilder(Containment.here()
                            .around(
                                    command,
                                    new Containment.Limits(LIFE_SECONDS, 1_024, addressMegabytes, LIFE_SECONDS)))
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().put("LC_ALL", "C.UTF-8");
            process = builder.start();
            lines = new LineProcess(process, "the worker process", MAX_ANSWER);
        } catch (IOException | RuntimeException failed) {
            folder.close();
            throw failed;
        }
    }

    /** Sends a line and waits for the answer; the caller closes this process if there is none. */
    String ask(String line, Duration time) throws InterruptedException, NoAnswerException {
        String answer = lines.ask(line, time);
        if (answer.isEmpty()) {
            throw new NoAnswerException("the worker failed", false);
        }
        return answer;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        ProcessTree.kill(process.toHandle());
        lines.close();
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor();
        } catch (InterruptedException again) {
            interrupted = true;
        }
        folder.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
