package dev.kedge.verifiers;

import dev.kedge.api.CallBounds;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Require;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.verifiers.internal.process.NoAnswerException;
import dev.kedge.verifiers.internal.process.Program;
import dev.kedge.verifiers.internal.process.ProgramPool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A verifier that is any program: it reads a line of JSON from its standard input, {@code {"id": 7, "prompt": …,
 * "completion": …, "reference": …, "fields": {…}}}, and writes one to its standard output, {@code {"id": 7, "correct":
 * true, "reward": 1.0, "parts": {…}, "extracted": …, "reason": …}}, of which {@code correct} or {@code reward} is
 * enough, or {@code {"id": 7, "leave_out": true, "reason": …}} where it cannot say.
 *
 * <p>Its processes are started when they are first needed and kept. One that does not answer by its deadline, ends, or
 * writes something else is killed with all that it has started, and the next question starts another. That sample is a
 * {@link Outcome#TIMEOUT} or an {@link Outcome#ERROR}, as is one that is left out; nothing is known of its completion.
 */
public final class ProcessVerifier implements Verifier {

    private final Config config;
    private final ProgramPool processes;
    private final AtomicLong questions = new AtomicLong();
    private final PartNames partNames = new PartNames();

    /**
     * Makes the verifier; no process is started yet.
     *
     * @param config the program and its bounds
     * @throws SettingException if there is no such program
     */
    public ProcessVerifier(Config config) {
        this.config = config;
        Require.that(
                !config.command().isEmpty(),
                "command",
                "must be a program and its arguments, such as [python3, score.py]",
                "none");
        Program program =
                new Program(config.command(), config.memoryMegabytes(), config.maxOutput(), config.environment());
        Require.that(program.isThere(), "command", "must begin with a program that can be run", config.command());
        this.processes = new ProgramPool(program, config.children());
    }

    /**
     * The program and its bounds.
     *
     * @param command the program and its arguments, without a shell: {@code [python3, score.py]}; must be given
     * @param children processes that are asked side by side, in [1, 256]
     * @param timeout of each answer, positive
     * @param startTimeout what a process may take beside its first answer, not negative
     * @param memoryMegabytes private memory of each process, in [16, 16777216]
     * @param maxOutput bytes of one answer, in [64, 64 MiB]
     * @param environment names of further variables that it is given, such as that of a key
     */
    public record Config(
            List<String> command,
            int children,
            Duration timeout,
            Duration startTimeout,
            int memoryMegabytes,
            int maxOutput,
            List<String> environment) {

        /** No program; two processes, 5 s for an answer and 30 s more for the first, 4 GiB, 1 MiB. */
        public static final Config DEFAULT =
                new Config(List.of(), 2, Duration.ofSeconds(5), Duration.ofSeconds(30), 4_096, 1 << 20, List.of());

        /** Checks the ranges. */
        public Config {
            command = List.copyOf(command);
            environment = List.copyOf(environment);
            Require.that(children >= 1 && children <= 256, "children", "must be in [1, 256]", children);
            Require.that(!timeout.isZero() && !timeout.isNegative(), "timeout", "must be positive", timeout);
            Require.that(!startTimeout.isNegative(), "startTimeout", "must not be negative", startTimeout);
            Require.that(
                    memoryMegabytes >= 16 && memoryMegabytes <= 1 << 24,
                    "memoryMegabytes",
                    "must be in [16, 16777216]",
                    memoryMegabytes);
            Require.that(maxOutput >= 64 && maxOutput <= 1 << 26, "maxOutput", "must be in [64, 67108864]", maxOutput);
        }

        /** A builder that begins with {@link #DEFAULT}. */
        public static Builder builder() {
            return DEFAULT.toBuilder();
        }

        /** A builder that begins with these values. */
        public Builder toBuilder() {
            return new Builder(this);
        }

        /** A collector of the values of a {@link Config}, for those that are set by name. */
        public static final class Builder {

            private List<String> command;
            private int children;
            private Duration timeout;
            private Duration startTimeout;
            private int memoryMegabytes;
            private int maxOutput;
            private List<String> environment;

            private Builder(Config from) {
                command = from.command();
                children = from.children();
                timeout = from.timeout();
                startTimeout = from.startTimeout();
                memoryMegabytes = from.memoryMegabytes();
                maxOutput = from.maxOutput();
                environment = from.environment();
            }

            /**
             * Sets {@code command}.
             *
             * @param value the program and its arguments, without a shell; must be given
             */
            public Builder command(List<String> value) {
                command = value;
                return this;
            }

            /**
             * Sets {@code children}.
             *
             * @param value processes that are asked side by side, in [1, 256]
             */
            public Builder children(int value) {
                children = value;
                return this;
            }

            /**
             * Sets {@code timeout}.
             *
             * @param value of each answer, positive
             */
            public Builder timeout(Duration value) {
                timeout = value;
                return this;
            }

            /**
             * Sets {@code startTimeout}.
             *
             * @param value what a process may take beside its first answer, not negative
             */
            public Builder startTimeout(Duration value) {
                startTimeout = value;
                return this;
            }

            /**
             * Sets {@code memoryMegabytes}.
             *
             * @param value private memory of each process, in [16, 16777216]
             */
            public Builder memoryMegabytes(int value) {
                memoryMegabytes = value;
                return this;
            }

            /**
             * Sets {@code maxOutput}.
             *
             * @param value bytes of one answer, in [64, 64 MiB]
             */
            public Builder maxOutput(int value) {
                maxOutput = value;
                return this;
            }

            /**
             * Sets {@code environment}.
             *
             * @param value names of further variables that it is given
             */
            public Builder environment(List<String> value) {
                environment = value;
                return this;
            }

            /** The settings, checked. */
            public Config build() {
                return new Config(command, children, timeout, startTimeout, memoryMegabytes, maxOutput, environment);
            }
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        long id = questions.incrementAndGet();
        String question = ProcessQuestion.line(id, prompt, completion);
        ProcessAnswer answer;
        try {
            answer = processes.ask(
                    question, config.startTimeout(), config.timeout(), line -> ProcessAnswer.read(line, id));
        } catch (NoAnswerException none) {
            if (none.timedOut()) {
                return new Verdict(Outcome.TIMEOUT, 0, "", String.valueOf(none.getMessage()));
            }
            throw new IllegalStateException(none.getMessage(), none);
        } catch (IOException failed) {
            throw new IllegalStateException("the program cannot be started: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the program was asked");
        }
        Verdict verdict = answer.verdict();
        return verdict.outcome().isFailure() ? verdict : partNames.inOrder(verdict);
    }

    /** As many calls as there are processes; each may first wait for that of another to end. */
    @Override
    public CallBounds callBounds() {
        Duration one = config.startTimeout().plus(config.timeout());
        return new CallBounds(config.children(), one.multipliedBy(2));
    }

    @Override
    public void close() {
        processes.close();
    }
}
