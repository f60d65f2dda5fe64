package dev.kedge.task.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/** A file that is one JSON array of objects, or one object over several lines, which is then its only row. */
final class JsonArrayFile {

    private static final int HEAD = 1 << 16;

    private JsonArrayFile() {}

    /**
     * Whether the first character that is no white space opens an array, or the first line holds no more than the
     * beginning of an object.
     */
    static boolean isOne(Path path) throws IOException {
        String head = RowBytes.read(path, bytes -> new String(bytes.readNBytes(HEAD), StandardCharsets.UTF_8))
                .strip();
        String first = head.lines().findFirst().orElse("").strip();
        return first.startsWith("[") || (first.startsWith("{") && first.length() < head.length() && isOpen(first));
    }

    private static boolean isOpen(String line) {
        try {
            RowJson.value(line);
            return false;
        } catch (JacksonException broken) {
            return String.valueOf(broken.getOriginalMessage()).startsWith("Unexpected end-of-input");
        } catch (IllegalArgumentException more) {
            return false;
        }
    }

    /**
     * Reads a file.
     *
     * @param path where it lies
     * @param limit how many rows to read, the first ones
     * @return the rows, numbered from 1
     * @throws IllegalArgumentException if it is broken or an element is not an object; the message names file and row
     * @throws IOException if the file cannot be read
     */
    static List<DataRow> read(Path path, int limit) throws IOException {
        return RowBytes.read(path, bytes -> rows(path, bytes, limit));
    }

    private static List<DataRow> rows(Path path, InputStream bytes, int limit) throws IOException {
        List<DataRow> rows = new ArrayList<>();
        try (JsonParser parser = RowJson.parser(bytes)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                rows.add(row(path, 1, RowJson.value(parser)));
            } else {
                while (rows.size() < limit && parser.nextToken() != JsonToken.END_ARRAY) {
                    rows.add(row(path, rows.size() + 1, RowJson.value(parser)));
                }
            }
            if (rows.size() < limit && parser.nextToken() != null) {
                throw new IllegalArgumentException(path + ":"
                        + parser.currentLocation().getLineNr() + ": there is more behind the end of the JSON");
            }
        } catch (JacksonIOException unreadable) {
            throw unreadable.getCause();
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(
                    path + ":" + broken.getLocation().getLineNr() + ": row " + (rows.size() + 1) + ": not JSON: "
                            + RowJson.problem(broken),
                    broken);
        }
        return rows;
    }

    private static DataRow row(Path path, int number, RowValue value) {
        return new DataRow(number, RowJson.object(value, path + ": row " + number + ": not a JSON object: "));
    }
}
