package dev.kedge.task.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of text as RFC 4180 has it, with commas or tabs: a header, then rows. A value in quotes may have separators,
 * line ends and, written twice, quotes in it. Lines end with LF, CR LF or, where the header's does, with CR; empty
 * lines are no rows. Nothing is a comment, nothing is guessed: a value is the text that is written, an empty one none.
 */
final class CsvFile {

    private CsvFile() {}

    /**
     * Reads a file in one pass.
     *
     * @param path where it lies
     * @param separator between values
     * @param limit how many rows to read, the first ones
     * @return the rows, numbered from 1 without the header
     * @throws IllegalArgumentException if a row does not have the header's number of values, a quote is not closed or a
     *     value is not UTF-8; the message names file and row
     * @throws IOException if the file cannot be read
     */
    static List<DataRow> read(Path path, char separator, int limit) throws IOException {
        return RowBytes.read(path, bytes -> rows(path, new Records(path, bytes, separator), limit));
    }

    private static List<DataRow> rows(Path path, Records records, int limit) throws IOException {
        List<String> written = records.next();
        if (written.isEmpty()) {
            throw new IllegalArgumentException(path + " must begin with a header, got an empty file");
        }
        List<String> names = names(path, written);
        List<DataRow> rows = new ArrayList<>();
        while (rows.size() < limit) {
            List<String> values = records.next();
            if (values.isEmpty()) {
                break;
            }
            int number = rows.size() + 1;
            if (values.size() != names.size()) {
                throw new IllegalArgumentException(path + ":" + number + " has " + values.size()
                        + (values.size() == 1 ? " field" : " fields") + ", the header " + names.size());
            }
            Map<String, RowValue> fields = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                String value = values.get(i);
                fields.put(names.get(i), value.isEmpty() ? new RowValue.Nothing() : new RowValue.Text(value));
            }
            rows.add(new DataRow(number, new RowValue.Fields(fields)));
        }
        return rows;
    }

    /** Without white space around; a column without a name is called by its place, {@code column0} the first. */
    private static List<String> names(Path path, List<String> written) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String name = written.get(i).strip();
            String unique = name.isEmpty() ? "column" + i : name;
            if (names.contains(unique)) {
                throw new IllegalArgumentException(path + ": the header must name each column once, got " + unique
                        + " for columns " + (names.indexOf(unique) + 1) + " and " + (i + 1));
            }
            names.add(unique);
        }
        return names;
    }

    /** The records of a file, one after the other, the header as the one with number 0. */
    private static final class Records {

        private static final int END = -1;

        private final Path path;
        private final InputStream bytes;
        private final char separator;
        private final ByteArrayOutputStream value = new ByteArrayOutputStream();
        private Optional<Boolean> returnsEndLines = Optional.empty();
        private int number = -1;
        private int next;

        Records(Path path, InputStream bytes, char separator) throws IOException {
            this.path = path;
            this.bytes = bytes;
            this.separator = separator;
            this.next = bytes.read();
        }

        /** The values of the next record; none at the end of the file. */
        List<String> next() throws IOException {
            while (endsLine()) {
                passLineEnd();
            }
            if (next == END) {
                return List.of();
            }
            number++;
            List<String> values = new ArrayList<>();
            values.add(value(1));
            while (next == separator) {
                next = bytes.read();
                values.add(value(values.size() + 1));
            }
            if (next != END) {
                passLineEnd();
            }
            return values;
        }

        private String value(int column) throws IOException {
            value.reset();
            if (next == '"') {
                quoted(column);
            } else {
                while (next != separator && next != END && !endsLine()) {
                    value.write(next);
                    next = bytes.read();
                }
            }
            return RowBytes.text(value.toByteArray(), place(column));
        }

        private void quoted(int column) throws IOException {
            next = bytes.read();
            while (next != '"' || closesNot()) {
                if (next == END) {
                    throw new IllegalArgumentException(place(column) + ": a quote is opened and not closed");
                }
                value.write(next);
                next = bytes.read();
            }
            if (next != separator && next != END && !endsLine()) {
                throw new IllegalArgumentException(
                        place(column) + ": text behind a closing quote; a quote within quotes is written twice");
            }
        }

        /** Goes on from a quote; true if it is the second of two, which stand for one. */
        private boolean closesNot() throws IOException {
            next = bytes.read();
            return next == '"';
        }

        private String place(int column) {
            return number == 0 ? path + ": header, column " + column : path + ":" + number + ", column " + column;
        }

        /** A CR alone ends lines if it ends the first one. */
        private boolean endsLine() throws IOException {
            if (next != '\r') {
                return next == '\n';
            }
            if (returnsEndLines.isPresent() && returnsEndLines.get()) {
                return true;
            }
            bytes.mark(1);
            boolean pair = bytes.read() == '\n';
            bytes.reset();
            if (returnsEndLines.isEmpty()) {
                returnsEndLines = Optional.of(!pair);
                return true;
            }
            return pair;
        }

        private void passLineEnd() throws IOException {
            int passed = next;
            next = bytes.read();
            if (passed == '\r' && next == '\n') {
                next = bytes.read();
            }
            if (returnsEndLines.isEmpty()) {
                returnsEndLines = Optional.of(false);
            }
        }
    }
}
