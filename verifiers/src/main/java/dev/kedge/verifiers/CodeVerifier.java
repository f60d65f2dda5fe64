package dev.kedge.verifiers;

import dev.kedge.api.Formerly;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.verifiers.internal.code.JavaRunner;
import dev.kedge.verifiers.internal.code.JavaTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * A verifier of Java programs by their tests. The program is the last block fenced as Java, else the last that names no
 * language, else all that follows the reasoning; one compilation unit without a package. Right if it passes every test.
 *
 * <p>Compiled and run in processes of their own, see {@link JavaRunner}. A program that does not compile, or names what
 * it may not, is unparsable; one that does not end in time is a timeout unless it is paid for other tests.
 */
public final class CodeVerifier implements Verifier {

    private static final Set<String> LANGUAGES = Set.of("java");

    private final Config config;
    private final JavaRunner runner;

    /**
     * Makes the verifier; no process is started yet.
     *
     * @param config bounds on compiling and running
     */
    public CodeVerifier(Config config) {
        this.config = config;
        this.runner = new JavaRunner(new JavaRunner.Limits(
                config.heapMegabytes(),
                config.compileTimeout(),
                config.testTimeout(),
                config.maxOutput(),
                config.libraries() == Libraries.PLAIN));
    }

    /** The names that a program may use. */
    public enum Libraries {
        /** Computing, collections, text, time, standard input and output. */
        PLAIN,
        /** Everything there is: only the process it runs in contains it. */
        ALL
    }

    /** The reward for passing some tests. */
    public enum Pay {
        /** 1 for all tests passed, else 0. */
        ALL_OR_NOTHING,
        /** The share of tests passed. */
        SHARE
    }

    /**
     * Tests and bounds.
     *
     * @param testsField the field of the prompt that holds the tests; absent: they are its reference answer
     * @param pay what is paid
     * @param libraries what a program may name
     * @param compileTimeout for compiling, at most
     * @param testTimeout for each test, at most
     * @param heapMegabytes heap of the program, in [16, 65536]
     * @param maxOutput bytes that it may print in a test, in [1, 64 MiB]
     */
    public record Config(
            Optional<String> testsField,
            Pay pay,
            Libraries libraries,
            Duration compileTimeout,
            Duration testTimeout,
            int heapMegabytes,
            @Formerly("most_output") int maxOutput) {

        public static final Config DEFAULT = new Config(
                Optional.empty(),
                Pay.ALL_OR_NOTHING,
                Libraries.PLAIN,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                128,
                1 << 20);

        public Config {
            if (compileTimeout.isZero() || compileTimeout.isNegative()) {
                throw new SettingException("compileTimeout", "must be positive, got " + compileTimeout);
            }
            if (testTimeout.isZero() || testTimeout.isNegative()) {
                throw new SettingException("testTimeout", "must be positive, got " + testTimeout);
            }
            if (heapMegabytes < 16 || heapMegabytes > 65_536) {
                throw new SettingException("heapMegabytes", "must be in [16, 65536], got " + heapMegabytes);
            }
            if (maxOutput < 1 || maxOutput > 1 << 26) {
                throw new SettingException("maxOutput", "must be in [1, 67108864], got " + maxOutput);
            }
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

            private Optional<String> testsField;
            private Pay pay;
            private Libraries libraries;
            private Duration compileTimeout;
            private Duration testTimeout;
            private int heapMegabytes;
            private int maxOutput;

            private Builder(Config from) {
                testsField = from.testsField();
                pay = from.pay();
                libraries = from.libraries();
                compileTimeout = from.compileTimeout();
                testTimeout = from.testTimeout();
                heapMegabytes = from.heapMegabytes();
                maxOutput = from.maxOutput();
            }

            /**
             * Sets {@code testsField}.
             *
             * @param value the field of the prompt that holds the tests; absent: they are its reference answer
             */
            public Builder testsField(String value) {
                testsField = Optional.of(value);
                return this;
            }

            /**
             * Sets {@code pay}.
             *
             * @param value what is paid
             */
            public Builder pay(Pay value) {
                pay = value;
                return this;
            }

            /**
             * Sets {@code libraries}.
             *
             * @param value what a program may name
             */
            public Builder libraries(Libraries value) {
                libraries = value;
                return this;
            }

            /**
             * Sets {@code compileTimeout}.
             *
             * @param value for compiling, at most
             */
            public Builder compileTimeout(Duration value) {
                compileTimeout = value;
                return this;
            }

            /**
             * Sets {@code testTimeout}.
             *
             * @param value for each test, at most
             */
            public Builder testTimeout(Duration value) {
                testTimeout = value;
                return this;
            }

            /**
             * Sets {@code heapMegabytes}.
             *
             * @param value heap of the program, in [16, 65536]
             */
            public Builder heapMegabytes(int value) {
                heapMegabytes = value;
                return this;
            }

            /**
             * Sets {@code maxOutput}.
             *
             * @param value bytes that it may print in a test, in [1, 64 MiB]
             */
            public Builder maxOutput(int value) {
                maxOutput = value;
                return this;
            }

            /** The settings, checked. */
            public Config build() {
                return new Config(testsField, pay, libraries, compileTimeout, testTimeout, heapMegabytes, maxOutput);
            }
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        List<JavaTest> tests = JavaTest.read(PromptField.of(prompt, config.testsField()));
        String source = FinalText.block(completion, LANGUAGES);
        if (source.isBlank()) {
            return Verdict.unparsable("there is no program");
        }
        JavaRunner.Result result;
        try {
            result = runner.run(source, tests, config.pay() == Pay.SHARE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a program ran");
        }
        if (result.passed() == tests.size()) {
            return Verdict.correct(source);
        }
        double share = config.pay() == Pay.SHARE ? (double) result.passed() / tests.size() : 0;
        Outcome outcome = result.compiles() ? Outcome.WRONG : Outcome.UNPARSABLE;
        return new Verdict(outcome, share, source, result.reason());
    }

    /** Tests that cannot be read. */
    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        try {
            JavaTest.read(PromptField.of(prompt, config.testsField()));
            return Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.of(String.valueOf(none.getMessage()));
        }
    }

    @Override
    public boolean runsCompletion(Prompt prompt) {
        return true;
    }

    @Override
    public void close() {
        runner.close();
    }
}
