package dev.kedge.model.hub;

import dev.kedge.config.PointerFile;
import dev.kedge.model.ConfigDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The small JSON files of a model directory. */
final class JsonFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectWriter PRETTY = JSON.writer().with(pretty());

    private JsonFile() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /**
     * Reads a JSON object.
     *
     * @throws IllegalArgumentException naming the file, and the line where it is not JSON
     */
    static ConfigDocument read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            PointerFile.refuse(file, bytes);
            Map<String, Object> values = JSON.readValue(bytes, new TypeReference<>() {});
            if (values == null) {
                throw new IllegalArgumentException(file + ": must be a JSON object, got null");
            }
            return ConfigDocument.of(values);
        } catch (JacksonException e) {
            String place =
                    e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new IllegalArgumentException(file + place + ": not a valid JSON object: " + reason, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Writes an object with its keys in alphabetical order, indented as transformers does. */
    static void write(Path file, ObjectNode values) {
        ObjectNode sorted = JSON.createObjectNode();
        values.propertyNames().stream().sorted().forEach(key -> sorted.set(key, values.get(key)));
        String text = PRETTY.writeValueAsString(sorted) + "\n";
        AtomicFile.write(
                file,
                channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static DefaultPrettyPrinter pretty() {
        Separators separators = Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER);
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
    }
}
