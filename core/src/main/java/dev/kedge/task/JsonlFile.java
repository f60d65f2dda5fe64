package dev.kedge.task;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file with one JSON object per line, read in one pass. Lines of white space are passed over.
 *
 * @param file path, hash and number of rows
 * @param rows the rows in order
 */
record JsonlFile(DataFile file, List<Row> rows) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * One object of the file.
     *
     * @param line its line, from 1
     * @param fields its texts, numbers and truth values as texts, numbers as they are written
     * @param lists its lists, with texts, numbers, truth values, lists, maps and the empty {@code Optional} for null in them
     */
    record Row(int line, Map<String, String> fields, Map<String, List<Object>> lists) {}

    /**
     * Reads a file.
     *
     * @param path where it lies
     * @param limit how many rows to keep; the hash is of the whole file nevertheless
     * @return the rows
     * @throws IllegalArgumentException if a line is not UTF-8 or not a JSON object; the message begins with file and line
     * @throws IOException if the file cannot be read
     */
    static JsonlFile read(Path path, int limit) throws IOException {
        MessageDigest digest = sha256();
        List<Row> rows = new ArrayList<>();
        try (InputStream bytes =
                new BufferedInputStream(new DigestInputStream(Files.newInputStream(path), digest), 1 << 16)) {
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
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        return new JsonlFile(new DataFile(path, hash, rows.size()), List.copyOf(rows));
    }

    private static void addRow(List<Row> rows, Path path, int number, byte[] line) {
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
            rows.add(row(number, text, path + ":" + number + ": not a JSON object: "));
        }
    }

    private static Row row(int number, String line, String complaint) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(
                    complaint + broken.getOriginalMessage().replaceAll("\\s*\\R\\s*", " "), broken);
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    complaint + "it is " + node.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, List<Object>> lists = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                fields.put(field.getKey(), field.getValue().asString());
            } else if (field.getValue().isArray()) {
                lists.put(field.getKey(), list(field.getValue()));
            }
        });
        return new Row(number, fields, lists);
    }

    private static List<Object> list(JsonNode array) {
        List<Object> elements = new ArrayList<>();
        array.forEach(element -> elements.add(value(element)));
        return Collections.unmodifiableList(elements);
    }

    private static Object value(JsonNode node) {
        if (node.isArray()) {
            return list(node);
        }
        if (node.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
            return Collections.unmodifiableMap(fields);
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isBoolean() ? node.booleanValue() : node.isNull() ? Optional.empty() : node.asString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }
}
