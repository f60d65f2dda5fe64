package dev.kedge.task.data;

import dev.kedge.config.PointerFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The kind of a file's content, by the end of its name; of {@code .json}, by its first characters. */
enum FileKind {
    JSON_LINES,
    JSON_ARRAY,
    CSV,
    TSV,
    PARQUET;

    static FileKind of(Path path) throws IOException {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.(?:gz|zst)$", "");
        if (name.endsWith(".parquet")) {
            try (InputStream bytes = Files.newInputStream(path)) {
                PointerFile.refuse(path, bytes.readNBytes(PointerFile.LENGTH));
            }
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
}
