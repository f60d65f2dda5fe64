package dev.kedge.text;

import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON file of a tokenizer; what is wrong names the file. */
final class JsonObject {

    private static final JsonMapper JSON = new JsonMapper();

    private JsonObject() {}

    static ObjectNode read(byte[] bytes, Path file) {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JacksonException broken) {
            String reason = broken.getOriginalMessage().lines().findFirst().orElse("");
            throw new IllegalArgumentException(file + ": not JSON: " + reason, broken);
        }
        if (!(root instanceof ObjectNode object)) {
            throw new IllegalArgumentException(file + ": must be a JSON object, got "
                    + root.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        return object;
    }
}
