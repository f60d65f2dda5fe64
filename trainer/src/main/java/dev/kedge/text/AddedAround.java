package dev.kedge.text;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The tokens around plain text where {@code tokenizer_config.json} decides on them with {@code add_bos_token} and
 * {@code add_eos_token}, as transformers 4 has it. Of a side that it says nothing about, transformers' class of the
 * tokenizer decides, else the post-processor of {@code tokenizer.json}.
 *
 * @param decides whether it says anything at all; if not, the post-processor does all of it
 * @param before tokens at the beginning
 * @param after tokens at the end
 */
record AddedAround(boolean decides, int[] before, int[] after) {

    /** The classes of transformers that add the token of the beginning unless told otherwise. */
    private static final Set<String> ADD_BEGIN = Set.of(
            "LlamaTokenizer",
            "LlamaTokenizerFast",
            "CodeLlamaTokenizer",
            "CodeLlamaTokenizerFast",
            "GemmaTokenizer",
            "GemmaTokenizerFast",
            "CohereTokenizerFast");

    private static final String BEGIN = "add_bos_token";
    private static final String END = "add_eos_token";

    /** Some text to see by what a post-processor puts around it. */
    private static final String SAMPLE = "a";

    /**
     * What a configuration decides.
     *
     * @param config tokenizer_config.json
     * @param special the tokens that have a role
     * @param ids of tokens
     * @param plain encodes without special tokens
     * @param processed encodes with what the post-processor adds
     * @param file for errors
     */
    static AddedAround of(
            JsonNode config,
            SpecialTokens special,
            Map<String, Integer> ids,
            Function<String, int[]> plain,
            Function<String, int[]> processed,
            Path file) {
        JsonNode begin = config.path(BEGIN);
        JsonNode end = config.path(END);
        if (!begin.isBoolean() && !end.isBoolean()) {
            return new AddedAround(false, new int[0], new int[0]);
        }
        AddedAround processor = ofProcessor(plain.apply(SAMPLE), processed.apply(SAMPLE));
        boolean ofClass = ADD_BEGIN.contains(config.path("tokenizer_class").asString(""));
        int[] before = begin.isBoolean()
                ? chosen(begin, "bos_token", special, ids, file)
                : ofClass && ids.containsKey(special.text("bos_token").orElse(""))
                        ? new int[] {id("bos_token", special, ids, file)}
                        : processor.before;
        int[] after =
                end.isBoolean() ? chosen(end, "eos_token", special, ids, file) : ofClass ? new int[0] : processor.after;
        return new AddedAround(true, before, after);
    }

    private static AddedAround ofProcessor(int[] plain, int[] processed) {
        for (int from = 0; plain.length > 0 && from + plain.length <= processed.length; from++) {
            int end = from + plain.length;
            if (Arrays.equals(plain, 0, plain.length, processed, from, end)) {
                return new AddedAround(
                        true, Arrays.copyOf(processed, from), Arrays.copyOfRange(processed, end, processed.length));
            }
        }
        return new AddedAround(true, new int[0], new int[0]);
    }

    private static int[] chosen(
            JsonNode flag, String role, SpecialTokens special, Map<String, Integer> ids, Path file) {
        return flag.asBoolean(false) ? new int[] {id(role, special, ids, file)} : new int[0];
    }

    private static int id(String role, SpecialTokens special, Map<String, Integer> ids, Path file) {
        Integer id = ids.get(special.text(role).orElse(""));
        if (id == null) {
            throw new IllegalArgumentException(
                    file + ": add_" + role + " is true, but " + role + " must then be a token of the tokenizer, got "
                            + special.text(role).orElse("none"));
        }
        return id;
    }

    int[] around(int[] tokens) {
        return IntStream.concat(IntStream.concat(IntStream.of(before), IntStream.of(tokens)), IntStream.of(after))
                .toArray();
    }
}
