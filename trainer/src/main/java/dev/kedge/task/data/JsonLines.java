package dev.kedge.task.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file with one JSON object per line. Lines of white space are passed over. */
final class JsonLines {

    private JsonLines() {}

    /**
     * Reads a file in one pass.
     *
     * @param path where it lies
     * @param limit how many rows to read, the first ones
     * @return the rows, numbered by their lines from 1
     * @throws IllegalArgumentException if a line is not UTF-8 or not a JSON object; the message begins with file and
     *     line
     * @throws IOException if the file cannot be read
     */
    static List<DataRow> read(Path path, int limit) throws IOException {
        return RowBytes.read(path, bytes -> rows(path, bytes, limit));
    }

    private static List<DataRow> rows(Path path, InputStream bytes, int limit) throws IOException {
        List<DataRow> rows = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int number = 1;
        int next = bytes.read();
        while (next >= 0 && rows.size() < limit) {
            line.reset();
            while (next >= 0 && next != '\n') {
                line.write(next);
                next = bytes.read();
            }
            String place = path + ":" + number;
            String text = RowBytes.text(line.toByteArray(), place);
            if (!text.isBlank()) {
                rows.add(new DataRow(number, RowJson.object(text, place + ": not a JSON object: ")));
            }
            number++;
            next = next < 0 ? next : bytes.read();
        }
        return rows;
    }
}
