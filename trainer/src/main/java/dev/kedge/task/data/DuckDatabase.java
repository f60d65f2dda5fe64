package dev.kedge.task.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.LongStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * DuckDB in memory, for files that are tables: opened by the first question, without network. One question at a time.
 */
final class DuckDatabase {

    /** The name of the column with the row's place in its file, from 0. */
    private static final String PLACE = "kedge_row";

    private Optional<Connection> connection = Optional.empty();

    /** A receiver of rows as they come. */
    @FunctionalInterface
    interface Rows {
        void take(long place, ObjectNode content);
    }

    /** How many rows there are, from the file's own metadata where it has them. */
    synchronized long count(FileKind kind, Path path) {
        try (Statement statement = open().createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + kind.relation(path))) {
            result.next();
            return result.getLong(1);
        } catch (SQLException refused) {
            throw new IllegalArgumentException(path + ": " + problem(refused), refused);
        }
    }

    /** The places of the rows for which a condition in SQL is true. */
    synchronized long[] matching(FileKind kind, Path path, String where) {
        String query =
                "SELECT " + PLACE + " FROM " + numbered(kind, kind.relation(path)) + " WHERE (\n" + where + "\n)";
        LongStream.Builder places = LongStream.builder();
        try (Statement statement = open().createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                places.add(result.getLong(1));
            }
        } catch (SQLException refused) {
            throw new IllegalArgumentException(
                    "where must be a condition in SQL on the columns of " + path + ", got " + where + ": "
                            + problem(refused),
                    refused);
        }
        return places.build().sorted().toArray();
    }

    /** The names of the columns. */
    synchronized List<String> columns(FileKind kind, Path path) {
        List<String> names = new ArrayList<>();
        try (Statement statement = open().createStatement();
                ResultSet result = statement.executeQuery("DESCRIBE SELECT * FROM " + kind.relation(path))) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        } catch (SQLException refused) {
            throw new IllegalArgumentException(path + ": " + problem(refused), refused);
        }
        return names;
    }

    /** All rows of a file of text, each column as it is written. */
    void readText(FileKind kind, Path path, Rows rows) {
        String relation = kind.relation(path).replaceFirst("\\)$", ", all_varchar = true)");
        read("SELECT * FROM " + numbered(kind, relation), path, rows);
    }

    /** All rows of a file, or of some of its columns. */
    void readAll(FileKind kind, Path path, String columns, Rows rows) {
        read("SELECT " + PLACE + ", " + columns + " FROM " + numbered(kind, kind.relation(path)), path, rows);
    }

    /** The rows at some places, in any order. */
    void readAt(FileKind kind, Path path, LongStream places, Rows rows) {
        String listed =
                places.mapToObj(Long::toString).reduce((a, b) -> a + "," + b).orElseThrow();
        read(
                "SELECT * FROM " + numbered(kind, kind.relation(path)) + " WHERE " + PLACE + " IN (" + listed + ")",
                path,
                rows);
    }

    private synchronized void read(String query, Path path, Rows rows) {
        try (Statement statement = open().createStatement();
                ResultSet result = statement.executeQuery("SELECT to_json(t)::VARCHAR FROM (" + query + ") t")) {
            while (result.next()) {
                ObjectNode content = (ObjectNode) RowJson.OF_DATABASE.readTree(result.getString(1));
                long place = content.remove(PLACE).longValue();
                rows.take(place, content);
            }
        } catch (SQLException refused) {
            throw new IllegalArgumentException(path + ": " + problem(refused), refused);
        }
    }

    private static String numbered(FileKind kind, String relation) {
        return kind == FileKind.PARQUET
                ? "(SELECT file_row_number AS " + PLACE + ", * EXCLUDE (file_row_number) FROM " + relation + ")"
                : "(SELECT row_number() OVER () - 1 AS " + PLACE + ", * FROM " + relation + ")";
    }

    private Connection open() throws SQLException {
        if (connection.isEmpty()) {
            Properties settings = new Properties();
            settings.setProperty("jdbc_stream_results", "true");
            settings.setProperty("autoinstall_known_extensions", "false");
            settings.setProperty("autoload_known_extensions", "false");
            connection = Optional.of(DriverManager.getConnection("jdbc:duckdb:", settings));
        }
        return connection.orElseThrow();
    }

    /** What DuckDB says, on one line, without the query and without what it tried to read a CSV file as. */
    private static String problem(SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.split("\n\nLINE |The search space used was", 2)[0]
                .strip()
                .replaceAll("\\s*\\R\\s*", " ");
    }
}
