package dev.kedge.task.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The kind of a file's content, by the end of its name; of {@code .json}, by its first character. */
enum FileKind {
    JSON_LINES,
    JSON_ARRAY,
    CSV,
    TSV,
    PARQUET;

    private static final String QUOTED = ", header = true, quote = '\"', escape = '\"', skip = 0, nullstr = '')";

    static FileKind of(Path path) throws IOException {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return PARQUET;
        }
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".tsv")) {
            return TSV;
        }
        return name.endsWith(".json") && JsonArrayFile.isOne(path) ? JSON_ARRAY : JSON_LINES;
    }

    /** The file as a table of DuckDB, columns typed by their content. */
    String relation(Path path) {
        String file = "'" + path.toString().replace("'", "''") + "'";
        return switch (this) {
            case JSON_LINES -> "read_json(" + file + ", format = 'newline_delimited', sample_size = -1)";
            case JSON_ARRAY -> "read_json(" + file + ", format = 'array', sample_size = -1)";
            case CSV -> "read_csv(" + file + ", delim = ','" + QUOTED;
            case TSV -> "read_csv(" + file + ", delim = '\t'" + QUOTED;
            case PARQUET -> "read_parquet(" + file + ", file_row_number = true)";
        };
    }
}
