package dev.kedge.task.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * DuckDB in memory, for Parquet files and conditions: opened by the first question, without network. One question at a
 * time.
 */
final class DuckDatabase {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ROWS = "kedge_rows";
    private static final String WHERE = " WHERE ";

    private final Map<Path, ParquetFile> files = new HashMap<>();
    private Optional<Connection> asked = Optional.empty();
    private Optional<Connection> streamed = Optional.empty();

    /** How many rows a Parquet file has, from its own metadata. */
    synchronized long count(Path path) {
        return asking(path, statement -> {
            try (ResultSet result = statement.executeQuery("SELECT count(*) FROM " + ParquetFile.reader(path, false))) {
                result.next();
                return result.getLong(1);
            }
        });
    }

    /** The columns of a Parquet file. */
    synchronized ParquetFile file(Path path) {
        Optional<ParquetFile> known = Optional.ofNullable(files.get(path));
        ParquetFile file = known.orElseGet(() -> asking(path, statement -> described(path, statement)));
        files.put(path, file);
        return file;
    }

    private static ParquetFile described(Path path, Statement statement) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (ResultSet result = statement.executeQuery("DESCRIBE SELECT * FROM " + ParquetFile.reader(path, false))) {
            while (result.next()) {
                types.put(result.getString(1), result.getString(2));
            }
        }
        boolean byDuckDb;
        try (ResultSet result = statement.executeQuery(
                "SELECT created_by FROM parquet_file_metadata(" + ParquetFile.literal(path) + ")")) {
            byDuckDb = result.next() && String.valueOf(result.getString(1)).startsWith("DuckDB");
        }
        return ParquetFile.of(path, topNames(path, statement), types, byDuckDb);
    }

    /** The names of the columns as the file has them: of its tree of columns, those below the root. */
    private static List<String> topNames(Path path, Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        Deque<Long> open = new ArrayDeque<>();
        boolean root = true;
        try (ResultSet result = statement.executeQuery(
                "SELECT name, num_children FROM parquet_schema(" + ParquetFile.literal(path) + ")")) {
            while (result.next()) {
                long children = result.getLong(2);
                if (!root && open.size() == 1) {
                    names.add(result.getString(1));
                }
                root = false;
                if (!open.isEmpty()) {
                    open.push(open.pop() - 1);
                }
                if (children > 0) {
                    open.push(children);
                }
                while (open.size() > 1 && open.getFirst() == 0) {
                    open.pop();
                }
            }
        }
        return names;
    }

    /** The places of the rows of a Parquet file for which a condition in SQL is true. */
    synchronized long[] matching(Path path, String where) {
        ParquetFile file = file(path);
        return conditional(path, where, statement -> {
            Condition condition = new Condition(file.forConditions());
            String fitted = fitted(where, condition, statement);
            return places(file.place(), file.relation(file.columns()), fitted, statement);
        });
    }

    /** The places of those among some rows of text for which a condition in SQL is true. */
    synchronized long[] matching(Path path, List<DataRow> rows, String where) {
        if (rows.isEmpty()) {
            return new long[0]; // there are no columns to ask of
        }
        TextTable table = TextTable.of(rows);
        return conditional(path, where, statement -> {
            fill(table, rows, statement);
            Condition condition = new Condition(table.forConditions());
            String fitted = fitted(where, condition, statement);
            long[] places = places(table.place(), table.relation(ROWS), fitted, statement);
            table.warnOfOthers(path, condition.compared());
            statement.execute("DROP TABLE " + ROWS);
            return places;
        });
    }

    private static void fill(TextTable table, List<DataRow> rows, Statement statement) throws SQLException {
        statement.execute("CREATE OR REPLACE TABLE " + ROWS + " (place BIGINT, content VARCHAR)");
        try (DuckDBAppender appender =
                statement.getConnection().unwrap(DuckDBConnection.class).createAppender("main", ROWS)) {
            for (int i = 0; i < rows.size(); i++) {
                appender.beginRow();
                appender.append((long) i);
                appender.append(table.json(rows.get(i)));
                appender.endRow();
            }
        }
    }

    private static long[] places(String place, String relation, String where, Statement statement) throws SQLException {
        LongStream.Builder places = LongStream.builder();
        try (ResultSet result =
                statement.executeQuery("SELECT " + place + " FROM " + relation + WHERE + "(\n" + where + "\n)")) {
            while (result.next()) {
                places.add(result.getLong(1));
            }
        }
        return places.build().sorted().toArray();
    }

    /** The condition made to fit the columns; as it is where it is no SQL, which its use will say. */
    private static String fitted(String where, Condition condition, Statement statement) throws SQLException {
        JsonNode tree = JSON.readTree(answer(
                "SELECT json_serialize_sql(" + literal("SELECT 1" + WHERE + "(\n" + where + "\n)") + ")", statement));
        JsonNode node = tree.path("statements").path(0).path("node");
        if (tree.path("error").asBoolean(true)
                || tree.path("statements").size() != 1
                || !(node instanceof ObjectNode select)) {
            return where;
        }
        select.set("where_clause", condition.fit(select.path("where_clause")));
        String sql = answer("SELECT json_deserialize_sql(" + literal(tree.toString()) + "::JSON)", statement);
        return sql.substring(sql.indexOf(WHERE) + WHERE.length());
    }

    private static String answer(String query, Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return String.valueOf(result.getString(1));
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** All rows of a Parquet file, with some of its columns, in order. */
    void readAll(ParquetFile file, List<ParquetFile.Column> columns, Consumer<DataRow> rows) {
        read(file, columns, file.relation(columns), rows);
    }

    /** The rows at some places, in any order. */
    void readAt(ParquetFile file, LongStream places, Consumer<DataRow> rows) {
        String listed =
                places.mapToObj(Long::toString).reduce((a, b) -> a + "," + b).orElseThrow();
        String relation = file.relation(file.columns());
        read(file, file.columns(), relation + WHERE + file.place() + " IN (" + listed + ")", rows);
    }

    private synchronized void read(
            ParquetFile file, List<ParquetFile.Column> columns, String relation, Consumer<DataRow> rows) {
        String query = "SELECT " + file.json(columns) + " AS row_json FROM " + relation;
        try (Statement statement = streaming().createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.accept(file.row(columns, result.getString(1)));
            }
        } catch (SQLException refused) {
            // With streaming results the driver loses the reason; asked again without, it says it.
            asking(file.path(), statement -> answer("SELECT sum(length(row_json)) FROM (" + query + ")", statement));
            throw new IllegalArgumentException(file.path() + ": " + problem(refused), refused);
        }
    }

    /** A question to the database. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Statement statement) throws SQLException;
    }

    private <T> T asking(Path path, Question<T> question) {
        try (Statement statement = open().createStatement()) {
            return question.ask(statement);
        } catch (SQLException refused) {
            throw new IllegalArgumentException(path + ": " + problem(refused), refused);
        }
    }

    private <T> T conditional(Path path, String where, Question<T> question) {
        try (Statement statement = open().createStatement()) {
            return question.ask(statement);
        } catch (SQLException refused) {
            throw new IllegalArgumentException(
                    "where must be a condition in SQL on the columns of " + path + ", got " + where + ": "
                            + problem(refused),
                    refused);
        }
    }

    private Connection open() throws SQLException {
        if (asked.isEmpty()) {
            Connection opened = connect(false);
            try (Statement statement = opened.createStatement()) {
                for (TextColumns.NumberType type : TextColumns.NumberType.values()) {
                    statement.execute(type.definition());
                }
            }
            asked = Optional.of(opened);
        }
        return asked.orElseThrow();
    }

    /** For many rows, that come as they are read. */
    private Connection streaming() throws SQLException {
        if (streamed.isEmpty()) {
            streamed = Optional.of(connect(true));
        }
        return streamed.orElseThrow();
    }

    private static Connection connect(boolean streaming) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("jdbc_stream_results", Boolean.toString(streaming));
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        return DriverManager.getConnection("jdbc:duckdb:", settings);
    }

    /** What DuckDB says, on one line, without the query. */
    private static String problem(SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.split("\n\nLINE ", 2)[0].strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
