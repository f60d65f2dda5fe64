package dev.kedge.verifiers.internal.sql;

import dev.kedge.verifiers.internal.process.Worker;
import dev.kedge.verifiers.internal.sql.SqlAnswer.Ending;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The database as a process: a question in, an answer out. The last database stays open for the next question. */
public final class SqlWorker {

    private static final JsonMapper JSON = new JsonMapper();

    private @Nullable SqlSession session;

    private SqlWorker() {}

    /**
     * Answers questions until its input ends.
     *
     * @param arguments none
     * @throws IOException if the standard streams cannot be used
     */
    public static void main(String[] arguments) throws IOException {
        SqlWorker worker = new SqlWorker();
        Worker.serve(line -> JSON.writeValueAsString(worker.answer(JSON.readValue(line, SqlQuestion.class))));
    }

    private SqlAnswer answer(SqlQuestion question) {
        SqlSession open;
        try {
            open = session(question);
        } catch (SQLException | RuntimeException failed) {
            return new SqlAnswer(Ending.FAULTY, "the database cannot be made: " + SqlSession.line(failed));
        }
        SqlAnswer answer = open.compare(question);
        if (answer.ending() == Ending.TIMED_OUT) {
            close();
        }
        return answer;
    }

    private SqlSession session(SqlQuestion question) throws SQLException {
        SqlSession open = session;
        if (open == null || !open.isFor(question)) {
            close();
            open = SqlSession.open(question);
            session = open;
        }
        return open;
    }

    private void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
