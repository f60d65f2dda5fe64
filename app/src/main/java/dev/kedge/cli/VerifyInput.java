package dev.kedge.cli;

import dev.kedge.api.Prompt;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines {@code {"id":…,"gold":…,"pred":…}} that {@code kedge verify} reads; other fields of a line go to the
 * verifier.
 */
final class VerifyInput {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(100_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private VerifyInput() {}

    /**
     * One answer to judge.
     *
     * @param id as in the input, a text or a number; the line's number if there is none
     * @param prompt with the reference
     * @param answer what is judged
     */
    record Row(Object id, Prompt prompt, String answer) {}

    /**
     * Reads every line that is not blank.
     *
     * @throws IllegalArgumentException naming the file, the line and what is wrong with it
     */
    static List<Row> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("--input must be a file, got " + file + ", which is not there");
        }
        List<Row> rows = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank()) {
                try {
                    rows.add(row(JSON.readTree(line), number));
                } catch (JacksonException e) {
                    String problem = e.getOriginalMessage().lines().findFirst().orElse("");
                    throw new IllegalArgumentException(file + " line " + number + ": not valid JSON: " + problem, e);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + " line " + number + ": " + e.getMessage(), e);
                }
            }
        }
        return rows;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": is not UTF-8 text", e);
        }
    }

    private static Row row(JsonNode object, int line) {
        if (!object.isObject()) {
            throw new IllegalArgumentException("must be a JSON object with gold and pred, got " + object.getNodeType());
        }
        Map<String, String> fields = new HashMap<>();
        object.properties().forEach(entry -> {
            if (entry.getValue().isString() || entry.getValue().isNumber()) {
                fields.put(entry.getKey(), entry.getValue().asString());
            }
        });
        JsonNode id = object.path("id");
        Object name = id.isIntegralNumber() && id.canConvertToLong()
                ? (Object) id.longValue()
                : id.asString(String.valueOf(line));
        Prompt prompt = new Prompt(name.toString(), "", text(object, "gold"), fields);
        return new Row(name, prompt, text(object, "pred"));
    }

    private static String text(JsonNode object, String field) {
        JsonNode node = object.path(field);
        if (node.isString() || node.isNumber()) {
            return node.asString();
        }
        throw new IllegalArgumentException(
                field + " must be a text or a number, got " + (node.isMissingNode() ? "nothing" : node.toString()));
    }
}
