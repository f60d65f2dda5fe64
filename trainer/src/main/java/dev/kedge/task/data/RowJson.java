package dev.kedge.task.data;

import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows read from JSON: strictly, with numbers as they are written. */
final class RowJson {

    /** For what people and programs write. */
    static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** For what DuckDB writes, which has NaN where the column has. */
    static final JsonMapper OF_DATABASE = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private RowJson() {}

    static JsonNode object(String text, String complaint) {
        JsonNode node;
        try {
            node = STRICT.readTree(text);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(complaint + problem(broken), broken);
        }
        return object(node, complaint);
    }

    static JsonNode object(JsonNode node, String complaint) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    complaint + "it is " + node.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        return node;
    }

    static String problem(JacksonException broken) {
        return broken.getOriginalMessage().replaceAll("\\s*\\R\\s*", " ");
    }
}
