package dev.kedge.task.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** A file that is one JSON array of objects. */
final class JsonArrayFile {

    private JsonArrayFile() {}

    /** Whether the first character that is no white space opens an array. */
    static boolean isOne(Path path) throws IOException {
        try (InputStream bytes = Files.newInputStream(path)) {
            byte[] head = bytes.readNBytes(1 << 12);
            for (byte next : head) {
                boolean before = next == ' ' || next == '\n' || next == '\r' || next == '\t' || next < 0;
                if (!before) {
                    return next == '[';
                }
            }
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
        List<DataRow> rows = new ArrayList<>();
        try (JsonParser parser = RowJson.STRICT.createParser(Files.newInputStream(path))) {
            parser.nextToken();
            while (rows.size() < limit && parser.nextToken() != JsonToken.END_ARRAY) {
                JsonNode element = parser.readValueAsTree();
                int number = rows.size() + 1;
                rows.add(new DataRow(
                        number, RowJson.object(element, path + ": row " + number + ": not a JSON object: ")));
            }
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(
                    path + ":" + broken.getLocation().getLineNr() + ": row " + (rows.size() + 1) + ": not JSON: "
                            + RowJson.problem(broken),
                    broken);
        }
        return rows;
    }
}
