package dev.kedge.verifiers.internal.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** The child's side of a {@link WorkerPool}: one line in, one line out, until the input ends. */
public final class Worker {

    private Worker() {}

    /**
     * Answers every line. Returns when there are no more, whatever is still being worked on: that is done by a thread
     * that does not keep the process alive.
     *
     * @param answer makes one line of another; where it throws, the answer is an empty line
     * @throws IOException if the standard streams cannot be used
     */
    public static void serve(UnaryOperator<String> answer) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String request = line;
            Thread work = new Thread(() -> write(answers, answer, request), "work");
            work.setDaemon(true);
            work.start();
        }
    }

    private static void write(PrintStream answers, UnaryOperator<String> answer, String request) {
        String line = "";
        try {
            line = answer.apply(request);
        } finally {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            answers.write(bytes, 0, bytes.length);
            answers.flush();
        }
    }
}
