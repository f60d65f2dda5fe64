package dev.kedge.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way in which {@code AutoTokenizer} of transformers 5 reads a folder that has a {@code tokenizer.json}: by the
 * class that {@code tokenizer_config.json}, else {@code config.json} names, or the one of the model's type.
 *
 * <p>A class that the table has is one that rebuilds a tokenizer from the file's vocabulary and merges by rules of its
 * own. Every other one that is not known to transformers reads the file as it is.
 */
sealed interface TokenizerReader {

    /** A reader of the file as it is. */
    record Plain() implements TokenizerReader {}

    /**
     * A class with rules of its own.
     *
     * @param name of the class
     * @param rules its part of the table
     */
    record Rebuilding(String name, JsonNode rules) implements TokenizerReader {}

    /**
     * A class whose rules are not in the table.
     *
     * @param name of the class
     */
    record Unknown(String name) implements TokenizerReader {}

    /** A folder that transformers does not read. */
    record Refused() implements TokenizerReader {}

    /** The name that stands for a reader of any file. */
    String BACKEND = "TokenizersBackend";

    /** The table of types, classes and texts to compare by. */
    static JsonNode table() {
        try (InputStream resource = TokenizerReader.class.getResourceAsStream("transformers.json")) {
            if (resource == null) {
                throw new IllegalStateException("transformers.json must lie beside " + TokenizerReader.class.getName());
            }
            return new JsonMapper().readTree(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The texts that two tokenizers are compared by.
     *
     * @param table with all of them
     */
    static List<String> texts(JsonNode table) {
        List<String> texts = new ArrayList<>();
        table.path("texts").forEach(text -> texts.add(text.stringValue()));
        return texts;
    }

    /**
     * The reader of a folder.
     *
     * @param table of types and classes
     * @param settings tokenizer_config.json
     * @param config config.json, empty if there is none
     * @param byteLevel whether tokenizer.json has a byte-level part
     */
    static TokenizerReader of(JsonNode table, JsonNode settings, JsonNode config, boolean byteLevel) {
        JsonNode type = table.path("types").path(config.path("model_type").asString(""));
        String ofType = type.path("class").asString("");
        boolean always = type.path("always").asBoolean(false);
        String named = settings.path("tokenizer_class").asString("");
        String either = base(named.isEmpty() ? config.path("tokenizer_class").asString("") : named);
        boolean foreign = hasForeignCode(settings.path("auto_map"));
        if (!foreign) {
            if (either.equals("LlamaTokenizer") && byteLevel && !always) {
                return new Plain();
            }
            if (!either.isEmpty() && !ofType.isEmpty() && !either.equals(ofType)) {
                return named(always ? ofType : either, table);
            }
        }
        if (foreign && ofType.isEmpty() && !isKnown(base(named), table)) {
            return new Refused(); // unless the user allows the folder's own program
        }
        if (named.isEmpty() && !either.isEmpty() && !isKnown(either, table)) {
            return new Refused();
        }
        return named(either.isEmpty() ? ofType : either, table);
    }

    private static boolean hasForeignCode(JsonNode map) {
        return map.isArray() || (map.isObject() && map.hasNonNull("AutoTokenizer"));
    }

    private static String base(String name) {
        return name.endsWith("Fast") ? name.substring(0, name.length() - "Fast".length()) : name;
    }

    private static boolean isKnown(String name, JsonNode table) {
        return !(named(name, table) instanceof Plain) || name.equals(BACKEND) || name.equals("PreTrainedTokenizer");
    }

    private static TokenizerReader named(String name, JsonNode table) {
        JsonNode rules = table.path("classes").path(name);
        if (rules.isObject()) {
            return new Rebuilding(name, rules);
        }
        for (JsonNode other : table.path("unknown")) {
            if (other.asString("").equals(name)) {
                return new Unknown(name);
            }
        }
        return new Plain();
    }
}
