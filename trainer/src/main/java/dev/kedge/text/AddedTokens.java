package dev.kedge.text;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tokens that {@code tokenizer_config.json} has under {@code added_tokens_decoder} and {@code tokenizer.json} lacks.
 */
final class AddedTokens {

    private static final String ADDED = "added_tokens";

    private AddedTokens() {}

    /**
     * Adds them.
     *
     * @param tokenizer the content of tokenizer.json; changed
     * @param config the content of tokenizer_config.json
     * @param file of the config, for messages
     * @return whether there was something to add
     * @throws IllegalArgumentException if an id is no number or a token no text
     */
    static boolean complete(ObjectNode tokenizer, JsonNode config, Path file) {
        Set<String> known = new HashSet<>();
        tokenizer.path(ADDED).forEach(token -> known.add(token.path("content").asString("")));
        Map<Integer, ObjectNode> missing = new TreeMap<>();
        config.path("added_tokens_decoder").properties().forEach(entry -> {
            if (!(entry.getValue() instanceof ObjectNode token)
                    || !token.path("content").isString()
                    || !entry.getKey().matches("\\d{1,9}")) {
                throw new IllegalArgumentException(
                        file + ": added_tokens_decoder must map ids to objects with content, got " + entry.getKey()
                                + ": " + entry.getValue());
            }
            if (!known.contains(token.path("content").stringValue())) {
                int id = Integer.parseInt(entry.getKey());
                missing.put(id, flags(token).put("id", id));
            }
        });
        if (!missing.isEmpty()) {
            ArrayNode added = tokenizer.path(ADDED) instanceof ArrayNode list ? list : tokenizer.putArray(ADDED);
            missing.values().forEach(added::add);
        }
        return !missing.isEmpty();
    }

    private static ObjectNode flags(ObjectNode token) {
        ObjectNode complete = token.deepCopy();
        for (String flag : new String[] {"lstrip", "normalized", "rstrip", "single_word", "special"}) {
            complete.put(flag, token.path(flag).asBoolean(false));
        }
        return complete;
    }
}
