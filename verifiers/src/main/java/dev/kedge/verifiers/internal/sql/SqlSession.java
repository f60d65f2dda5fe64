package dev.kedge.verifiers.internal.sql;

import dev.kedge.verifiers.internal.sql.SqlAnswer.Ending;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A database that queries of a policy may be run on: one thread, bounded memory, nothing on disk, no files, no
 * extensions, and settings that cannot be changed any more. A query must be one SELECT by DuckDB's own parser, and runs
 * in a read-only transaction that is rolled back.
 */
final class SqlSession implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "clock");
        thread.setDaemon(true);
        return thread;
    });

    private final SqlQuestion first;
    private final Connection connection;
    private @Nullable ResultTable expected;
    private String expectedOf = "";

    private SqlSession(SqlQuestion first, Connection connection) {
        this.first = first;
        this.connection = connection;
    }

    static SqlSession open(SqlQuestion question) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        if (!question.database().isEmpty()) {
            properties.setProperty("access_mode", "READ_ONLY");
        }
        Connection connection = DriverManager.getConnection("jdbc:duckdb:" + question.database(), properties);
        try (Statement statement = connection.createStatement()) {
            if (!question.setup().isBlank()) {
                statement.execute(question.setup());
            }
            for (String setting : List.of(
                    "threads = 1",
                    "memory_limit = '" + question.memoryMegabytes() + "MB'",
                    "temp_directory = ''",
                    "enable_external_access = false",
                    "lock_configuration = true")) {
                statement.execute("SET " + setting);
            }
            return new SqlSession(question, connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    boolean isFor(SqlQuestion question) {
        return question.setup().equals(first.setup())
                && question.database().equals(first.database())
                && question.memoryMegabytes() == first.memoryMegabytes();
    }

    SqlAnswer compare(SqlQuestion question) {
        boolean ordered;
        ResultTable reference;
        try {
            JsonNode parsed = parsed(question.reference());
            ordered = question.order() == RowOrder.SAME
                    || (question.order() == RowOrder.AS_REFERENCE && isOrdered(parsed));
            reference = expected(question);
        } catch (SQLException | ResultTable.TooManyRowsException | CancelledException failed) {
            return new SqlAnswer(Ending.FAULTY, "the reference query fails: " + line(failed));
        }
        try {
            JsonNode parsed = parsed(question.query());
            if (parsed.path("error").asBoolean() || parsed.path("statements").size() != 1) {
                return new SqlAnswer(
                        Ending.REFUSED,
                        "not one SELECT: " + parsed.path("error_message").asString(""));
            }
            String difference = run(question.query(), question)
                    .difference(reference, ordered, question.byName(), question.tolerance());
            return difference.isEmpty()
                    ? new SqlAnswer(Ending.SAME, "the same rows")
                    : new SqlAnswer(Ending.DIFFERENT, difference);
        } catch (CancelledException cancelled) {
            return new SqlAnswer(Ending.TIMED_OUT, "no end within " + question.timeoutMillis() + " ms");
        } catch (ResultTable.TooManyRowsException tooMany) {
            return new SqlAnswer(Ending.DIFFERENT, "more than " + question.maxRows() + " rows");
        } catch (SQLException failed) {
            return new SqlAnswer(Ending.DIFFERENT, line(failed));
        }
    }

    private ResultTable expected(SqlQuestion question)
            throws SQLException, ResultTable.TooManyRowsException, CancelledException {
        ResultTable known = expected;
        if (known == null || !expectedOf.equals(question.reference())) {
            known = run(question.reference(), question);
            expected = known;
            expectedOf = question.reference();
        }
        return known;
    }

    /** The statement tree as DuckDB's parser makes it; it makes one of SELECT statements only. */
    private JsonNode parsed(String query) throws SQLException {
        try (PreparedStatement parse = connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            parse.setString(1, query);
            try (ResultSet tree = parse.executeQuery()) {
                tree.next();
                return JSON.readTree(tree.getString(1));
            }
        }
    }

    private static boolean isOrdered(JsonNode parsed) {
        return parsed.path("statements")
                .path(0)
                .path("node")
                .path("modifiers")
                .valueStream()
                .anyMatch(modifier -> modifier.path("type").asString("").equals("ORDER_MODIFIER"));
    }

    private ResultTable run(String query, SqlQuestion question)
            throws SQLException, ResultTable.TooManyRowsException, CancelledException {
        execute("BEGIN TRANSACTION READ ONLY");
        try (Statement statement = connection.createStatement()) {
            Deadline deadline = new Deadline(statement);
            Future<?> alarm = CLOCK.schedule(deadline, question.timeoutMillis(), TimeUnit.MILLISECONDS);
            try (ResultSet result = statement.executeQuery(query)) {
                return ResultTable.read(result, question.maxRows());
            } catch (SQLException failed) {
                if (deadline.passed) {
                    throw new CancelledException();
                }
                throw failed;
            } finally {
                alarm.cancel(false);
            }
        } finally {
            execute("ROLLBACK");
        }
    }

    private void execute(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    /** The query was stopped. */
    private static final class CancelledException extends Exception {
        private static final long serialVersionUID = 1;
    }

    private static final class Deadline implements Runnable {
        private final Statement statement;
        private volatile boolean passed;

        Deadline(Statement statement) {
            this.statement = statement;
        }

        @Override
        public void run() {
            passed = true;
            try {
                statement.cancel();
            } catch (SQLException ended) {
                // it was done just now
            }
        }
    }

    static String line(Exception failed) {
        String message = String.valueOf(failed.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            // nothing is kept in it
        }
    }
}
