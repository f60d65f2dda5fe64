package dev.kedge.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison of a folder's tokenizer as Kedge reads it with the one that {@code AutoTokenizer} of transformers 5
 * makes of the same files: of their rules, as JSON, and where these differ of the ids of some texts.
 *
 * @param file the content of tokenizer.json
 * @param settings that of tokenizer_config.json
 * @param config that of config.json, empty if there is none
 * @param files of the folder
 * @param path of tokenizer.json, for messages
 */
record ReadingComparison(ObjectNode file, ObjectNode settings, ObjectNode config, CompanionFiles files, Path path) {

    private static final String ADDED = "added_tokens";
    private static final String MODEL = "model";
    private static final List<String> RULES = List.of("normalizer", "pre_tokenizer");

    /** What of a BPE model decides on ids beside vocabulary and merges. */
    private static final List<String> FLAGS = List.of(
            "type",
            "dropout",
            "unk_token",
            "continuing_subword_prefix",
            "end_of_word_suffix",
            "fuse_unk",
            "byte_fallback",
            "ignore_merges");

    /** The role of a token that CodeLlama replaces by the text around it, which is no reading of a text as it is. */
    private static final String HOLE = "fill_token";

    /** Special tokens that are compared in text where the two know different ones. */
    private static final int MOST_TOKENS = 32;

    /**
     * Kedge's way of encoding.
     *
     * @param tokenizer the open tokenizer
     * @param prompt plain text to ids, with what is put around it
     */
    record Here(NativeTokenizer tokenizer, Function<String, int[]> prompt) {}

    /** The difference, if there is one. */
    Optional<TokenizerDifference> difference(Here here) throws IOException {
        JsonNode table = TokenizerReader.table();
        List<String> texts = TokenizerReader.texts(table);
        TokenizerReader reader = TokenizerReader.of(table, settings, config, hasByteLevel(file));
        if (reader instanceof TokenizerReader.Refused) {
            return Optional.empty();
        }
        if (reader instanceof TokenizerReader.Unknown unknown) {
            return Optional.of(new TokenizerDifference(
                    unknown.name(), List.of("has rules of its own, which are not known here"), Optional.empty()));
        }
        return reader instanceof TokenizerReader.Rebuilding rebuilding
                ? difference(here, rebuilding.name(), rebuilding.rules(), texts)
                : difference(here, TokenizerReader.BACKEND, JsonNodeFactory.instance.objectNode(), texts);
    }

    private Optional<TokenizerDifference> difference(Here here, String name, JsonNode rules, List<String> samples)
            throws IOException {
        Optional<ObjectNode> made = new RebuiltTokenizer(file, settings, files, rules).json();
        if (made.isEmpty()) {
            return Optional.empty(); // transformers does not load it
        }
        ObjectNode there = made.get();
        List<String> causes = new ArrayList<>();
        Map<String, ObjectNode> tokensHere = tokens(completed());
        Map<String, ObjectNode> tokensThere = tokens(there);
        List<String> otherRules = otherRules(there);
        List<String> texts = new ArrayList<>();
        if (!otherRules.isEmpty()) {
            causes.add("has rules of its own in place of the file's " + String.join(", ", otherRules));
            texts.addAll(samples);
        }
        if (!tokensHere.equals(tokensThere)) {
            Set<String> contents = new HashSet<>(tokensHere.keySet());
            contents.addAll(tokensThere.keySet());
            contents.stream()
                    .filter(content -> !Optional.ofNullable(tokensHere.get(content))
                            .equals(Optional.ofNullable(tokensThere.get(content))))
                    .filter(content ->
                            !content.equals(rules.path("tokens").path(HOLE).asString("")))
                    .sorted()
                    .limit(MOST_TOKENS)
                    .forEach(content -> texts.add("a" + content + " b"));
            if (otherRules.isEmpty()) {
                causes.add("takes other special tokens from the folder");
            }
        }
        Optional<TokenizerDifference.Example> example =
                texts.isEmpty() ? Optional.empty() : differing(texts, there, here);
        if (example.isEmpty()) {
            causes.clear();
        }
        Optional<TokenizerDifference.Example> around = differingAround(rules, tokensThere, here, samples.get(0));
        around.ifPresent(shown ->
                causes.add("puts other tokens around plain text, whatever add_bos_token and add_eos_token are"));
        return example.or(() -> around).map(shown -> new TokenizerDifference(name, causes, Optional.of(shown)));
    }

    private static boolean hasByteLevel(JsonNode file) {
        for (String part : List.of("normalizer", "pre_tokenizer", "post_processor", "decoder")) {
            if (file.path(part).findValuesAsString("type").contains("ByteLevel")) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode completed() {
        ObjectNode completed = JsonNodeFactory.instance.objectNode();
        completed.set(ADDED, file.path(ADDED).deepCopy());
        AddedTokens.complete(completed, settings, path);
        return completed;
    }

    private static Map<String, ObjectNode> tokens(JsonNode tokenizer) {
        Map<String, ObjectNode> tokens = new HashMap<>();
        tokenizer.path(ADDED).forEach(token -> {
            ObjectNode flags = RebuiltTokenizer.flags(token);
            tokens.put(
                    flags.path("content").asString(""),
                    flags.put("id", token.path("id").asInt()));
        });
        return tokens;
    }

    private List<String> otherRules(ObjectNode there) {
        List<String> other = new ArrayList<>();
        for (String rule : RULES) {
            if (!comparable(file.path(rule)).equals(comparable(there.path(rule)))) {
                other.add(rule);
            }
        }
        JsonNode mine = file.path(MODEL);
        JsonNode theirs = there.path(MODEL);
        boolean same = FLAGS.stream().allMatch(flag -> set(mine.path(flag)).equals(set(theirs.path(flag))));
        if (!same || !mine.path("vocab").equals(theirs.path("vocab"))) {
            other.add(MODEL);
        }
        return other;
    }

    /** A flag's value, empty for every way to say that it is off. */
    private static String set(JsonNode flag) {
        boolean off = flag.isNull() || flag.isMissingNode() || (flag.isBoolean() && !flag.booleanValue());
        return off ? "" : flag.asString("");
    }

    /** A rule without what has no effect on ids. */
    private static JsonNode comparable(JsonNode rule) {
        if (rule.isNull() || rule.isMissingNode()) {
            return JsonNodeFactory.instance.nullNode();
        }
        JsonNode copy = rule.deepCopy();
        for (JsonNode part : copy.findParents("trim_offsets")) {
            ((ObjectNode) part).remove("trim_offsets");
        }
        return copy;
    }

    private Optional<TokenizerDifference.Example> differing(List<String> texts, ObjectNode there, Here here)
            throws IOException {
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("version", "1.0");
        whole.putNull("truncation").putNull("padding").setAll(there);
        whole.putNull("post_processor").putNull("decoder");
        try (NativeTokenizer other = NativeTokenizer.open(whole.toString().getBytes(StandardCharsets.UTF_8), path)) {
            for (String text : texts) {
                int[] mine = here.tokenizer().plain(text);
                int[] theirs = other.plain(text);
                if (!Arrays.equals(mine, theirs)) {
                    return Optional.of(TokenizerDifference.Example.of(text, mine, theirs));
                }
            }
        } catch (IllegalArgumentException notLoaded) {
            return Optional.empty(); // nor does transformers, which hands the same to the same library
        }
        return Optional.empty();
    }

    private Optional<TokenizerDifference.Example> differingAround(
            JsonNode rules, Map<String, ObjectNode> tokens, Here here, String sample) {
        int[] plain = here.tokenizer().plain(sample);
        int[] mine = here.prompt().apply(sample);
        String around = rules.path("around").asString("");
        int[] theirs = switch (around) {
            case "none" -> plain;
            case "begin" ->
                IntStream.concat(begin(rules, tokens), IntStream.of(plain)).toArray();
            default -> here.tokenizer().processed(sample);
        };
        return Arrays.equals(mine, theirs)
                ? Optional.empty()
                : Optional.of(TokenizerDifference.Example.of(sample, mine, theirs));
    }

    private IntStream begin(JsonNode rules, Map<String, ObjectNode> tokens) {
        JsonNode named = settings.has("bos_token")
                ? settings.path("bos_token")
                : rules.path("tokens").path("bos_token");
        ObjectNode token = tokens.get(named.isObject() ? named.path("content").asString("") : named.asString(""));
        return token == null ? IntStream.empty() : IntStream.of(token.path("id").asInt());
    }
}
