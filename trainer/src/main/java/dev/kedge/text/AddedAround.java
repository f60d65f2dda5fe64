package dev.kedge.text;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The tokens that {@code tokenizer_config.json} puts around plain text with {@code add_bos_token} and
 * {@code add_eos_token}.
 *
 * @param decides whether it says so at all; if not, the post-processor of {@code tokenizer.json} decides
 * @param before token at the beginning, if any
 * @param after token at the end, if any
 */
record AddedAround(boolean decides, OptionalInt before, OptionalInt after) {

    static AddedAround of(JsonNode config, SpecialTokens special, Map<String, Integer> ids, Path file) {
        JsonNode begin = config.path("add_bos_token");
        JsonNode end = config.path("add_eos_token");
        return new AddedAround(
                begin.isBoolean() || end.isBoolean(),
                begin.asBoolean(false) ? id("bos_token", special, ids, file) : OptionalInt.empty(),
                end.asBoolean(false) ? id("eos_token", special, ids, file) : OptionalInt.empty());
    }

    private static OptionalInt id(String role, SpecialTokens special, Map<String, Integer> ids, Path file) {
        Integer id = ids.get(special.text(role).orElse(""));
        if (id == null) {
            throw new IllegalArgumentException(
                    file + ": add_" + role + " is true, but " + role + " must then be a token of the tokenizer, got "
                            + special.text(role).orElse("none"));
        }
        return OptionalInt.of(id);
    }

    int[] around(int[] tokens) {
        return IntStream.concat(IntStream.concat(before.stream(), IntStream.of(tokens)), after.stream())
                .toArray();
    }
}
