package dev.kedge.task.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        List<DataRow> rows = new ArrayList<>();
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int number = 1;
            int next = bytes.read();
            while (next >= 0 && rows.size() < limit) {
                line.reset();
                while (next >= 0 && next != '\n') {
                    line.write(next);
                    next = bytes.read();
                }
                addRow(rows, path, number, line.toByteArray());
                number++;
                next = next < 0 ? next : bytes.read();
            }
        }
        return rows;
    }

    private static void addRow(List<DataRow> rows, Path path, int number, byte[] line) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException(path + ":" + number + ": not UTF-8", malformed);
        }
        if (number == 1 && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (!text.isBlank()) {
            rows.add(new DataRow(number, RowJson.object(text, path + ":" + number + ": not a JSON object: ")));
        }
    }
}
