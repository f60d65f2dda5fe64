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

    private final Config config;
    private final WorkerPool databases;

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

    /**
     * The database, and how results are compared.
     *
     * @param setup statements that make the database; a name in braces stands for the prompt's field of that name
     * @param database a DuckDB file to open read-only, names in braces as above; absent: one in memory
     * @param rows whether their order counts
     * @param columnsByName whether columns are matched by their names instead of their places
     * @param tolerance numbers a and b are equal if {@code |a - b| <= tolerance·max(1, |b|)}
     * @param maxRows that a result may have, in [1, 1000000]
     * @param memoryMegabytes that the database may use, in [16, 65536]
     * @param timeout of each query, positive
     */
    public record Config(
            Optional<String> setup,
            Optional<String> database,
            RowOrder rows,
            boolean columnsByName,
            double tolerance,
            @Formerly("most_rows") int maxRows,
            int memoryMegabytes,
            Duration timeout) {

        public static final Config DEFAULT = new Config(
                Optional.empty(),
                Optional.empty(),
                RowOrder.AS_REFERENCE,
                false,
                1e-9,
                10_000,
                256,
                Duration.ofSeconds(2));

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
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        String query = FinalText.block(completion, LANGUAGES).strip();
        if (query.isEmpty()) {
            return Verdict.unparsable("there is no query");
        }
        SqlQuestion question = new SqlQuestion(
                config.setup().map(text -> PromptField.filled(text, prompt)).orElse(""),
                config.database()
                        .map(text -> Path.of(PromptField.filled(text, prompt))
                                .toAbsolutePath()
                                .toString())
                        .orElse(""),
                query,
                prompt.answer(),
                config.rows(),
                config.columnsByName(),
                config.tolerance(),
                config.maxRows(),
                config.memoryMegabytes(),
                config.timeout().toMillis());
        try {
            String line = databases.ask(
                    JSON.writeValueAsString(question),
                    SPARE.plus(config.timeout().multipliedBy(2)));
            return verdict(query, JSON.readValue(line, SqlAnswer.class));
        } catch (NoAnswerException failed) {
            Outcome outcome = failed.timedOut() ? Outcome.TIMEOUT : Outcome.ERROR;
            return new Verdict(outcome, 0, query, String.valueOf(failed.getMessage()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a query ran");
        }
    }

    private static Verdict verdict(String query, SqlAnswer answer) {
        return switch (answer.ending()) {
            case SAME -> Verdict.correct(query);
            case DIFFERENT -> Verdict.wrong(query, answer.reason());
            case REFUSED -> Verdict.unparsable(answer.reason());
            case TIMED_OUT -> new Verdict(Outcome.TIMEOUT, 0, query, answer.reason());
            case FAULTY -> throw new IllegalStateException(answer.reason());
        };
    }

    @Override
    public void close() {
        databases.close();
    }
}
