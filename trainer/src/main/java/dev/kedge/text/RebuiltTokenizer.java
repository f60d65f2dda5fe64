package dev.kedge.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code tokenizer.json} of the tokenizer that transformers 5 makes of a folder: the file's own rules or those of a
 * class, and the added tokens of all files of the folder.
 *
 * @param file the content of tokenizer.json
 * @param settings that of tokenizer_config.json
 * @param files of the folder
 * @param rules of the class, empty if it reads the file as it is
 */
record RebuiltTokenizer(ObjectNode file, ObjectNode settings, CompanionFiles files, JsonNode rules) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> ROLES =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");
    private static final String ADDED = "added_tokens";
    private static final String DECODER = "added_tokens_decoder";
    private static final String PREFIX = "add_prefix_space";
    private static final String CONTENT = "content";
    private static final String SPECIAL = "special";
    private static final String VOCABULARY = "vocab";
    private static final String MERGES = "merges";

    /**
     * The file, empty if transformers refuses the folder.
     *
     * @return with every rule that decides on ids
     */
    Optional<ObjectNode> json() {
        Map<String, ObjectNode> roles = roles();
        ObjectNode made = JSON.objectNode();
        made.set("normalizer", rebuilt() ? rules.path("normalizer") : file.path("normalizer"));
        ObjectNode vocabulary = vocabulary();
        if (rebuilt()) {
            Optional<String> unknown = rules.path("unknown_is_token").asBoolean(false)
                    ? Optional.ofNullable(roles.get("unk_token")).map(token -> text(token, CONTENT))
                    : Optional.empty();
            JsonNode prefix = settings.path(PREFIX);
            boolean ofGpt2 = rules.path("prefix_is_flag").asBoolean(false);
            if (unknown.filter(token -> !vocabulary.has(token)).isPresent() || (prefix.isNull() && ofGpt2)) {
                return Optional.empty();
            }
            made.set("pre_tokenizer", preTokenizer(prefix));
            made.set("model", model(vocabulary, unknown));
        } else {
            made.set("pre_tokenizer", file.path("pre_tokenizer"));
            made.set("model", file.path("model"));
        }
        made.set(ADDED, numbered(added(roles), vocabulary));
        return Optional.of(made);
    }

    private boolean rebuilt() {
        return !rules.isEmpty();
    }

    private ObjectNode vocabulary() {
        JsonNode vocabulary = file.path("model").path(VOCABULARY);
        if (vocabulary instanceof ObjectNode byToken) {
            return byToken;
        }
        ObjectNode byToken = JSON.objectNode();
        for (int id = 0; id < vocabulary.size(); id++) {
            JsonNode entry = vocabulary.path(id);
            byToken.put((entry.isArray() ? entry.path(0) : entry).asString(""), id);
        }
        return byToken;
    }

    private ObjectNode model(ObjectNode vocabulary, Optional<String> unknown) {
        ObjectNode model = JSON.objectNode().put("type", "BPE").putNull("dropout");
        model.set("unk_token", unknown.<JsonNode>map(JSON::stringNode).orElse(JSON.nullNode()));
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        rules.path("model").properties().forEach(flag -> model.set(flag.getKey(), flag.getValue()));
        model.put("ignore_merges", false);
        model.set(VOCABULARY, vocabulary);
        JsonNode merges = file.path("model").path(MERGES);
        model.set(MERGES, merges.isArray() ? merges : JSON.arrayNode());
        return model;
    }

    /** The class's, with the blank before a text as the settings want it. */
    private JsonNode preTokenizer(JsonNode prefix) {
        JsonNode rule = rules.path("pre_tokenizer").deepCopy();
        if (rule instanceof ObjectNode pieces && pieces.has("prepend_scheme")) {
            boolean always = settings.path("legacy").asBoolean(false)
                    && rules.path("legacy_is_always").asBoolean(false);
            pieces.put("prepend_scheme", !prefix.asBoolean(true) ? "never" : always ? "always" : "first");
        }
        for (JsonNode part : rule.findParents(PREFIX)) {
            ((ObjectNode) part).put(PREFIX, prefix.asBoolean(false));
        }
        return rule;
    }

    /** Tokens with a role: the class's, unless the folder says otherwise. */
    private Map<String, ObjectNode> roles() {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        rules.path("tokens").properties().forEach(entry -> named.put(entry.getKey(), entry.getValue()));
        settings.properties().forEach(entry -> put(named, entry));
        if (!settings.has(DECODER)) {
            object(CompanionFiles.SPECIAL_TOKENS).properties().forEach(entry -> put(named, entry));
        }
        Map<String, ObjectNode> roles = new LinkedHashMap<>();
        Set<String> order = new LinkedHashSet<>(ROLES);
        order.addAll(named.keySet());
        for (String role : order) {
            JsonNode token = named.get(role);
            if (token != null && !token.isNull()) {
                roles.put(role, flags(token));
            }
        }
        return roles;
    }

    private static void put(Map<String, JsonNode> named, Map.Entry<String, JsonNode> entry) {
        String key = entry.getKey();
        JsonNode value = entry.getValue();
        boolean token = value.isString() || value.path(CONTENT).isString();
        if (ROLES.contains(key) ? token || value.isNull() : key.endsWith("_token") && token) {
            named.put(key, value);
        } else if (key.equals("extra_special_tokens") && value.isObject()) {
            value.properties().forEach(extra -> named.put(extra.getKey(), extra.getValue()));
        }
    }

    private List<ObjectNode> further() {
        List<ObjectNode> further = new ArrayList<>();
        JsonNode extra = settings.path("extra_special_tokens");
        JsonNode listed = extra.isEmpty() ? settings.path("additional_special_tokens") : extra;
        if (listed.isArray()) {
            listed.forEach(token -> further.add(flags(token)));
        }
        return further;
    }

    private Map<String, ObjectNode> added(Map<String, ObjectNode> roles) {
        Map<String, ObjectNode> added = new LinkedHashMap<>();
        if (!rebuilt()) {
            file.path(ADDED).forEach(token -> added.put(text(token, CONTENT), flags(token)));
        }
        Set<String> named = new LinkedHashSet<>();
        roles.values().forEach(token -> named.add(text(token, CONTENT)));
        listed().values().forEach(token -> {
            boolean role = named.contains(text(token, CONTENT));
            added.put(
                    text(token, CONTENT),
                    token.put(SPECIAL, role || token.path(SPECIAL).asBoolean(false)));
        });
        List<ObjectNode> special = new ArrayList<>(roles.values());
        special.addAll(further());
        boolean anew = rules.path("resets_flags").asBoolean(false);
        for (ObjectNode token : special) {
            String content = text(token, CONTENT);
            if (anew) {
                added.put(content, flags(JSON.stringNode(content)));
            } else {
                added.putIfAbsent(content, token.put(SPECIAL, true));
            }
        }
        if (settings.path("split_special_tokens").asBoolean(false)) {
            added.values().removeIf(token -> token.path(SPECIAL).asBoolean(false));
        }
        added.remove("");
        return added;
    }

    /** The tokens that are listed somewhere, in the order of their ids. */
    private Map<Integer, ObjectNode> listed() {
        Map<Integer, ObjectNode> byId = new TreeMap<>();
        if (settings.path(DECODER) instanceof ObjectNode decoder) {
            decoder.properties().forEach(entry -> byId.put(Integer.parseInt(entry.getKey()), flags(entry.getValue())));
            return byId;
        }
        object("added_tokens.json")
                .properties()
                .forEach(entry -> byId.put(entry.getValue().asInt(0), flags(JSON.stringNode(entry.getKey()))));
        file.path(ADDED).forEach(token -> byId.put(token.path("id").asInt(), flags(token)));
        return byId;
    }

    private JsonNode object(String name) {
        return files.bytes(name)
                .<JsonNode>map(bytes -> JsonObject.read(bytes, Path.of(name)))
                .orElse(JSON.objectNode());
    }

    /** A token with all of its flags; one that is written as text is special. */
    static ObjectNode flags(JsonNode token) {
        boolean special = token.isString() || token.path(SPECIAL).asBoolean(false);
        ObjectNode all = JSON.objectNode().put(CONTENT, token.isString() ? token.stringValue() : text(token, CONTENT));
        for (String flag : List.of("lstrip", "rstrip", "single_word")) {
            all.put(flag, token.path(flag).asBoolean(false));
        }
        return all.put("normalized", token.path("normalized").asBoolean(!special))
                .put(SPECIAL, special);
    }

    private static String text(JsonNode token, String field) {
        return token.path(field).asString("");
    }

    private static ArrayNode numbered(Map<String, ObjectNode> added, ObjectNode vocabulary) {
        ArrayNode numbered = JSON.arrayNode();
        int next = vocabulary.size();
        for (ObjectNode token : added.values()) {
            JsonNode known = vocabulary.path(text(token, CONTENT));
            int id = known.isNumber() ? known.asInt() : next++;
            numbered.add(token.put("id", id));
        }
        return numbered;
    }
}
