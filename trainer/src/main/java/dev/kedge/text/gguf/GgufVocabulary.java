package dev.kedge.text.gguf;

import dev.kedge.gguf.GgufMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The metadata of a GGUF file that say what a {@code tokenizer.json} says, but for what stands around a prompt: the
 * other direction of {@link GgufTokenizer}, for byte-level BPE whose rules llama.cpp has a name for.
 */
public final class GgufVocabulary {

    private static final int NORMAL = 1;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int UNUSED = 5;

    private GgufVocabulary() {}

    /**
     * The metadata.
     *
     * @param tokenizer the content of tokenizer.json
     * @param config the content of tokenizer_config.json
     * @param rows of the embedding: ids beyond the tokens are filled up with tokens that nothing gives
     * @throws IllegalArgumentException if llama.cpp has no such tokenizer
     */
    public static GgufMetadata of(ObjectNode tokenizer, ObjectNode config, int rows) {
        JsonNode model = tokenizer.path("model");
        if (!model.path("type").asString("").equals("BPE")
                || model.path("byte_fallback").asBoolean(false)) {
            throw new IllegalArgumentException("only byte-level BPE can be written as GGUF, got a model of type "
                    + model.path("type").asString("none")
                    + (model.path("byte_fallback").asBoolean(false) ? " with byte_fallback" : ""));
        }
        Map<Integer, String> tokens = new TreeMap<>();
        model.path("vocab")
                .properties()
                .forEach(entry -> tokens.put(entry.getValue().asInt(), entry.getKey()));
        Map<Integer, Boolean> added = new TreeMap<>();
        for (JsonNode token : tokenizer.path("added_tokens")) {
            tokens.put(token.path("id").asInt(), token.path("content").asString());
            added.put(token.path("id").asInt(), token.path("special").asBoolean(false));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tokenizer.ggml.model", "gpt2");
        values.put("tokenizer.ggml.pre", WrittenRule.of(tokenizer).name());
        List<Object> texts = new ArrayList<>();
        List<Object> types = new ArrayList<>();
        for (int id = 0; id < rows; id++) {
            texts.add(tokens.getOrDefault(id, "[PAD" + id + "]"));
            types.add(type(tokens.containsKey(id), Optional.ofNullable(added.get(id))));
        }
        values.put("tokenizer.ggml.tokens", texts);
        values.put("tokenizer.ggml.token_type", types);
        values.put("tokenizer.ggml.merges", merges(model));
        values.putAll(roles(tokens, config));
        values.put("tokenizer.ggml.add_space_prefix", false);
        return new GgufMetadata(values);
    }

    private static int type(boolean used, Optional<Boolean> special) {
        if (!used) {
            return UNUSED;
        }
        return special.map(control -> control ? CONTROL : USER_DEFINED).orElse(NORMAL);
    }

    private static List<Object> merges(JsonNode model) {
        List<Object> merges = new ArrayList<>();
        for (JsonNode merge : model.path("merges")) {
            merges.add(
                    merge.isArray()
                            ? merge.path(0).asString() + " " + merge.path(1).asString()
                            : merge.asString());
        }
        return merges;
    }

    private static Map<String, Object> roles(Map<Integer, String> tokens, ObjectNode config) {
        Map<String, Object> roles = new LinkedHashMap<>();
        new TreeMap<>(GgufTokenizer.ROLES).forEach((role, key) -> {
            JsonNode written = config.path(key);
            String text = written.isObject() ? written.path("content").asString("") : written.asString("");
            tokens.forEach((id, token) -> {
                if (token.equals(text)) {
                    roles.put("tokenizer.ggml." + role + "_token_id", (long) id);
                }
            });
        });
        return roles;
    }
}
