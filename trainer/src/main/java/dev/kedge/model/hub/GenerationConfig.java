package dev.kedge.model.hub;

import dev.kedge.model.ConfigDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The special tokens of a model, as {@code generation_config.json} names them.
 *
 * @param beginToken id of the token that starts a text, if the model has one
 * @param endTokens ids of the tokens that end a completion; several are normal, none is possible
 * @param padToken id of the filler, if the model has one
 */
public record GenerationConfig(OptionalInt beginToken, List<Integer> endTokens, OptionalInt padToken) {

    private static final String BEGIN = "bos_token_id";
    private static final String END = "eos_token_id";
    private static final String PAD = "pad_token_id";

    /** Copies the list. */
    public GenerationConfig {
        endTokens = List.copyOf(endTokens);
    }

    /**
     * Reads {@code bos_token_id}, {@code eos_token_id} (a number or a list) and {@code pad_token_id}.
     *
     * @param document a generation_config.json, or a config.json where there is none
     * @param vocabularySize every id must be below it
     */
    static GenerationConfig read(ConfigDocument document, int vocabularySize) {
        List<Integer> endTokens = new ArrayList<>();
        Object end = document.value(END).orElse(List.of());
        for (Object id : end instanceof List<?> list ? list : List.of(end)) {
            endTokens.add(checked(END, id, vocabularySize));
        }
        return new GenerationConfig(
                optional(document, BEGIN, vocabularySize), endTokens, optional(document, PAD, vocabularySize));
    }

    /**
     * The same with an end token where none is named.
     *
     * @param token ends a completion if nothing else does; empty if there is none to be had
     * @return a copy
     */
    public GenerationConfig orElseEndingWith(OptionalInt token) {
        return endTokens.isEmpty() && token.isPresent()
                ? new GenerationConfig(beginToken, List.of(token.getAsInt()), padToken)
                : this;
    }

    private static OptionalInt optional(ConfigDocument document, String key, int vocabularySize) {
        Object id = document.value(key).orElse(-1); // some checkpoints write -1 for none
        return id.equals(-1) ? OptionalInt.empty() : OptionalInt.of(checked(key, id, vocabularySize));
    }

    private static int checked(String key, Object id, int vocabularySize) {
        if (id instanceof Integer token && token >= 0 && token < vocabularySize) {
            return token;
        }
        throw new IllegalArgumentException(key + " must be a token id in [0, " + vocabularySize + "), got " + id);
    }

    /** Writes the ids; one end token as a number, several as a list, absent ones not at all. */
    void write(ObjectNode target) {
        beginToken.ifPresent(id -> target.put(BEGIN, id));
        padToken.ifPresent(id -> target.put(PAD, id));
        if (endTokens.size() == 1) {
            target.put(END, endTokens.get(0));
        } else if (!endTokens.isEmpty()) {
            ArrayNode ids = target.putArray(END);
            endTokens.forEach(ids::add);
        }
    }
}
