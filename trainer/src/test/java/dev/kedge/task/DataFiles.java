package dev.kedge.task;

import dev.kedge.api.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Files of a test, and what a data set makes of them. */
record DataFiles(Path directory) {

    Path text(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    Path parquet(String name, String query) throws SQLException {
        Path file = directory.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    static List<Prompt> prompts(Path file, Map<String, Object> settings) throws IOException {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("test", List.of(file.toString()));
        TaskSource source = Wanted.task(Wanted.of("dataset", all), 1).prompts(Split.TEST);
        return LongStream.range(0, source.size().orElseThrow())
                .mapToObj(source::prompt)
                .toList();
    }

    static List<String> answers(Path file, Map<String, Object> settings) throws IOException {
        return prompts(file, settings).stream().map(Prompt::answer).toList();
    }

    /** The answers of the rows that meet a condition; none if no row does. */
    static List<String> where(Path file, String condition) throws IOException {
        try {
            return answers(file, Map.of("where", condition));
        } catch (IllegalArgumentException none) {
            if (String.valueOf(none.getMessage()).startsWith("the data set has no prompt in split test")) {
                return List.of();
            }
            throw none;
        }
    }
}
