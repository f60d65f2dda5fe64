package dev.kedge.verifiers;

import dev.kedge.api.Formerly;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.verifiers.internal.process.NoAnswerException;
import dev.kedge.verifiers.internal.process.WorkerPool;
import dev.kedge.verifiers.internal.sql.RowOrder;
import dev.kedge.verifiers.internal.sql.SqlAnswer;
import dev.kedge.verifiers.internal.sql.SqlQuestion;
import dev.kedge.verifiers.internal.sql.SqlWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/**
 * A verifier of queries by what they return: a query is run beside the reference query on a DuckDB database, and both
 * results must be the same. The query is the last block fenced as SQL, else the last that names no language, else all
 * that follows the reasoning.
 *
 * <p>It must be one SELECT, and sees no file; what else bounds it is said at {@code SqlSession}. The database is a
 * process of its own, which is killed if it does not answer: a crash of its native code is an error of one sample.
 */
public final class SqlVerifier implements Verifier {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> LANGUAGES = Set.of("sql", "duckdb");
    private static final int WORKER_HEAP_MEGABYTES = 256;
    /** For starting the process and making the database. */
    private static final Duration SPARE = Duration.ofSeconds(20);
    /** References that are run when a data set is loaded; each costs some milliseconds. */
    private static final int MAX_CHECKED = 1_000;

    private final Config config;
    private final WorkerPool databases;
    private final AtomicInteger checked = new AtomicInteger();

    /**
     * Makes the verifier; no process is started yet.
     *
     * @param config the database, and how results are compared
     */
    public SqlVerifier(Config config) {
        this.config = config;
        this.databases = new WorkerPool(
                SqlWorker.class, WORKER_HEAP_MEGABYTES, config.memoryMegabytes() + WorkerPool.RESERVED_MEGABYTES);
    }

    /** The importance of the order of rows. */
    public enum Rows {
        /** It counts where the reference query is ordered as a whole. */
        AS_REFERENCE(RowOrder.AS_REFERENCE),
        /** It does not count: rows are compared as a bag. */
        ANY(RowOrder.ANY),
        /** It counts. */
        SAME(RowOrder.SAME);

        private final RowOrder order;

        Rows(RowOrder order) {
            this.order = order;
        }
    }

    /**
     * The database, and how results are compared.
     *
     * @param setup statements that make the database; a name in braces stands for the prompt's field of that name
     * @param database a DuckDB file to open read-only, names in braces as above; absent: one in memory
     * @param rows whether their order counts
     * @param columnsByName whether columns are matched by their names instead of their places
     * @param tolerance floating point numbers a and b are equal if {@code |a - b| <= tolerance·max(1, |b|)}
     * @param maxRows that a result may have, in [1, 1000000]
     * @param memoryMegabytes that the database may use, in [16, 65536]
     * @param timeout of each query, positive
     */
    public record Config(
            Optional<String> setup,
            Optional<String> database,
            Rows rows,
            boolean columnsByName,
            double tolerance,
            @Formerly("most_rows") int maxRows,
            int memoryMegabytes,
            Duration timeout) {

        public static final Config DEFAULT = new Config(
                Optional.empty(), Optional.empty(), Rows.AS_REFERENCE, false, 1e-9, 10_000, 256, Duration.ofSeconds(2));

        public Config {
            if (setup.isPresent() && database.isPresent()) {
                throw new SettingException(
                        "database",
                        "must not be given with setup, since it is opened read-only, got " + database.get());
            }
            if (!(tolerance >= 0 && tolerance < 1)) {
                throw new SettingException("tolerance", "must be in [0, 1), got " + tolerance);
            }
            if (maxRows < 1 || maxRows > 1_000_000) {
                throw new SettingException("maxRows", "must be in [1, 1000000], got " + maxRows);
            }
            if (memoryMegabytes < 16 || memoryMegabytes > 65_536) {
                throw new SettingException("memoryMegabytes", "must be in [16, 65536], got " + memoryMegabytes);
            }
            if (timeout.isZero() || timeout.isNegative()) {
                throw new SettingException("timeout", "must be positive, got " + timeout);
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

            private Optional<String> setup;
            private Optional<String> database;
            private Rows rows;
            private boolean columnsByName;
            private double tolerance;
            private int maxRows;
            private int memoryMegabytes;
            private Duration timeout;

            private Builder(Config from) {
                setup = from.setup();
                database = from.database();
                rows = from.rows();
                columnsByName = from.columnsByName();
                tolerance = from.tolerance();
                maxRows = from.maxRows();
                memoryMegabytes = from.memoryMegabytes();
                timeout = from.timeout();
            }

            /**
             * Sets {@code setup}.
             *
             * @param value statements that make the database; a name in braces stands for the prompt's field of that
             *     name
             */
            public Builder setup(String value) {
                setup = Optional.of(value);
                return this;
            }

            /**
             * Sets {@code database}.
             *
             * @param value a DuckDB file to open read-only, names in braces as above; absent: one in memory
             */
            public Builder database(String value) {
                database = Optional.of(value);
                return this;
            }

            /**
             * Sets {@code rows}.
             *
             * @param value whether their order counts
             */
            public Builder rows(Rows value) {
                rows = value;
                return this;
            }

            /**
             * Sets {@code columnsByName}.
             *
             * @param value whether columns are matched by their names instead of their places
             */
            public Builder columnsByName(boolean value) {
                columnsByName = value;
                return this;
            }

            /**
             * Sets {@code tolerance}.
             *
             * @param value floating point numbers a and b are equal if {@code |a - b| <= tolerance·max(1, |b|)}
             */
            public Builder tolerance(double value) {
                tolerance = value;
                return this;
            }

            /**
             * Sets {@code maxRows}.
             *
             * @param value that a result may have, in [1, 1000000]
             */
            public Builder maxRows(int value) {
                maxRows = value;
                return this;
            }

            /**
             * Sets {@code memoryMegabytes}.
             *
             * @param value that the database may use, in [16, 65536]
             */
            public Builder memoryMegabytes(int value) {
                memoryMegabytes = value;
                return this;
            }

            /**
             * Sets {@code timeout}.
             *
             * @param value of each query, positive
             */
            public Builder timeout(Duration value) {
                timeout = value;
                return this;
            }

            /** The settings, checked. */
            public Config build() {
                return new Config(setup, database, rows, columnsByName, tolerance, maxRows, memoryMegabytes, timeout);
            }
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        String query = FinalText.block(completion, LANGUAGES).strip();
        if (query.isEmpty()) {
            return Verdict.unparsable("there is no query");
        }
        try {
            return verdict(query, answer(question(prompt, query)));
        } catch (NoAnswerException failed) {
            Outcome outcome = failed.timedOut() ? Outcome.WRONG : Outcome.ERROR;
            return new Verdict(outcome, 0, query, String.valueOf(failed.getMessage()));
        }
    }

    private SqlQuestion question(Prompt prompt, String query) {
        return new SqlQuestion(
                config.setup().map(text -> PromptField.filled(text, prompt)).orElse(""),
                config.database()
                        .map(text -> Path.of(PromptField.filled(text, prompt))
                                .toAbsolutePath()
                                .toString())
                        .orElse(""),
                query,
                prompt.answer(),
                config.rows().order,
                config.columnsByName(),
                config.tolerance(),
                config.maxRows(),
                config.memoryMegabytes(),
                config.timeout().toMillis());
    }

    private SqlAnswer answer(SqlQuestion question) throws NoAnswerException {
        try {
            String line = databases.ask(
                    JSON.writeValueAsString(question),
                    SPARE.plus(config.timeout().multipliedBy(2)));
            return JSON.readValue(line, SqlAnswer.class);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a query ran");
        }
    }

    /** A reference query that fails, or whose database cannot be made. The first {@link #MAX_CHECKED} are run. */
    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        if (checked.incrementAndGet() > MAX_CHECKED) {
            return Optional.empty();
        }
        try {
            SqlAnswer answer = answer(question(prompt, ""));
            return answer.ending() == SqlAnswer.Ending.FAULTY ? Optional.of(answer.reason()) : Optional.empty();
        } catch (IllegalArgumentException | NoAnswerException failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        }
    }

    private static Verdict verdict(String query, SqlAnswer answer) {
        return switch (answer.ending()) {
            case SAME -> Verdict.correct(query);
            case DIFFERENT -> Verdict.wrong(query, answer.reason());
            case REFUSED -> Verdict.unparsable(answer.reason());
            case TIMED_OUT -> Verdict.wrong(query, answer.reason());
            case FAULTY -> throw new IllegalStateException(answer.reason());
        };
    }

    @Override
    public boolean runsCompletion(Prompt prompt) {
        return true;
    }

    @Override
    public void close() {
        databases.close();
    }
}
