package dev.kedge.text.gguf;

import dev.kedge.gguf.GgufMetadata;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokenizer of a GGUF file as {@code tokenizer.json} and {@code tokenizer_config.json}: byte-level BPE with the
 * rules that {@code tokenizer.ggml.pre} names, or the BPE of SentencePiece.
 */
public final class GgufTokenizer {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String MODEL = "tokenizer.ggml.model";
    private static final String TEMPLATE = "tokenizer.chat_template";
    private static final String BEGIN = "bos";
    private static final String END = "eos";
    private static final String UNKNOWN = "unknown";

    /** A role in the keys of the file and in those of tokenizer_config.json. */
    static final Map<String, String> ROLES = Map.of(
            BEGIN,
            "bos_token",
            END,
            "eos_token",
            UNKNOWN,
            "unk_token",
            "padding",
            "pad_token",
            "seperator",
            "sep_token", // the format spells it so
            "mask",
            "mask_token");

    private static final String WORD_BEGIN = "\u2581";

    private final GgufMetadata metadata;
    private final Vocabulary vocabulary;

    private GgufTokenizer(GgufMetadata metadata) {
        this.metadata = metadata;
        this.vocabulary = Vocabulary.of(metadata);
    }

    /**
     * The files of a tokenizer.
     *
     * @param metadata of the file
     * @return the contents by name
     * @throws IllegalArgumentException if the tokenizer is of a kind, or its rules have a name, that is not known
     */
    public static SortedMap<String, byte[]> files(GgufMetadata metadata) {
        return new GgufTokenizer(metadata).files();
    }

    private SortedMap<String, byte[]> files() {
        ObjectNode tokenizer = JSON.createObjectNode().put("version", "1.0");
        tokenizer.putNull("truncation").putNull("padding");
        tokenizer.set("added_tokens", addedTokens());
        String model = metadata.text(MODEL).orElse("none");
        switch (model) {
            case "gpt2" -> byteLevel(tokenizer);
            case "llama" -> sentencePiece(tokenizer);
            default -> throw new IllegalArgumentException(MODEL + " must be gpt2 or llama, got " + model);
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("tokenizer.json", bytes(tokenizer));
        files.put("tokenizer_config.json", bytes(config()));
        for (String name : metadata.texts("tokenizer.chat_templates").orElse(List.of())) {
            if (!name.matches("[A-Za-z0-9_-]+")) {
                throw new IllegalArgumentException(
                        "tokenizer.chat_templates must be names of letters, digits, _ and -, got " + name);
            }
            metadata.text(TEMPLATE + "." + name)
                    .ifPresent(template -> files.put(
                            "additional_chat_templates/" + name + ".jinja", template.getBytes(StandardCharsets.UTF_8)));
        }
        return files;
    }

    private ArrayNode addedTokens() {
        ArrayNode added = JSON.createArrayNode();
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.isAdded(id)) {
                added.addObject()
                        .put("id", id)
                        .put("content", vocabulary.tokens().get(id))
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", vocabulary.isControl(id));
            }
        }
        return added;
    }

    private void byteLevel(ObjectNode tokenizer) {
        SplittingRule rule =
                SplittingRule.named(metadata.text("tokenizer.ggml.pre").orElse("none"));
        if (rule.composed()) {
            tokenizer.putObject("normalizer").put("type", "NFC");
        } else {
            tokenizer.putNull("normalizer");
        }
        ArrayNode cuts =
                tokenizer.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        for (String pattern : rule.patterns()) {
            ObjectNode cut = cuts.addObject().put("type", "Split");
            cut.putObject("pattern").put("Regex", pattern);
            cut.put("behavior", "Isolated").put("invert", false);
        }
        boolean spaceFirst = metadata.flag("tokenizer.ggml.add_space_prefix").orElse(false);
        byteLevel(cuts.addObject(), spaceFirst);
        around(tokenizer, rule.begins());
        byteLevel(tokenizer.putObject("decoder"), false);
        ObjectNode model = tokenizer.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", rule.ignoresMerges());
        putTokens(model);
        ArrayNode merges = model.putArray("merges");
        for (String merge : metadata.texts("tokenizer.ggml.merges")
                .orElseThrow(() -> new IllegalArgumentException("it has no tokenizer.ggml.merges"))) {
            int space = merge.indexOf(' ', 1);
            if (space < 0) {
                throw new IllegalArgumentException(
                        "tokenizer.ggml.merges must hold two tokens with a space between them, got " + merge);
            }
            merges.addArray().add(merge.substring(0, space)).add(merge.substring(space + 1));
        }
    }

    private static void byteLevel(ObjectNode target, boolean spaceFirst) {
        target.put("type", "ByteLevel")
                .put("add_prefix_space", spaceFirst)
                .put("trim_offsets", true)
                .put("use_regex", false);
    }

    private void sentencePiece(ObjectNode tokenizer) {
        boolean spaceFirst = metadata.flag("tokenizer.ggml.add_space_prefix").orElse(true);
        ArrayNode steps =
                tokenizer.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
        if (spaceFirst) {
            steps.addObject().put("type", "Prepend").put("prepend", WORD_BEGIN);
        }
        replacing(steps.addObject(), " ", WORD_BEGIN);
        tokenizer.putNull("pre_tokenizer");
        around(tokenizer, true);
        ArrayNode back = tokenizer.putObject("decoder").put("type", "Sequence").putArray("decoders");
        replacing(back.addObject(), WORD_BEGIN, " ");
        back.addObject().put("type", "ByteFallback");
        back.addObject().put("type", "Fuse");
        if (spaceFirst) {
            back.addObject()
                    .put("type", "Strip")
                    .put("content", " ")
                    .put("start", 1)
                    .put("stop", 0);
        }
        ObjectNode model = tokenizer.putObject("model").put("type", "BPE");
        model.putNull("dropout");
        vocabulary
                .withRole(metadata, UNKNOWN)
                .ifPresentOrElse(token -> model.put("unk_token", token), () -> model.putNull("unk_token"));
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        model.put("fuse_unk", true).put("byte_fallback", true).put("ignore_merges", false);
        putTokens(model);
        ArrayNode merges = model.putArray("merges");
        List<Number> scores = metadata.numbers("tokenizer.ggml.scores")
                .orElseThrow(() -> new IllegalArgumentException("it has no tokenizer.ggml.scores"));
        for (List<String> merge : ScoredMerges.of(vocabulary, scores)) {
            merges.addArray().add(merge.get(0)).add(merge.get(1));
        }
    }

    private static void replacing(ObjectNode target, String what, String by) {
        target.put("type", "Replace").putObject("pattern").put("String", what);
        target.put("content", by);
    }

    /** All that are used, added ones as well: so each keeps its id whatever the order in which they are added. */
    private void putTokens(ObjectNode model) {
        ObjectNode tokens = model.putObject("vocab");
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.isUsed(id) && !tokens.has(vocabulary.tokens().get(id))) {
                tokens.put(vocabulary.tokens().get(id), id);
            }
        }
    }

    /** The tokens for beginning and end that a prompt gets. */
    private void around(ObjectNode tokenizer, boolean beginsUsually) {
        boolean begins = metadata.flag("tokenizer.ggml.add_bos_token").orElse(beginsUsually);
        boolean ends = metadata.flag("tokenizer.ggml.add_eos_token").orElse(false);
        ObjectNode template = JSON.createObjectNode().put("type", "TemplateProcessing");
        ArrayNode single = template.putArray("single");
        ArrayNode pair = template.putArray("pair");
        ObjectNode special = template.putObject("special_tokens");
        for (int part = 0; part < 2; part++) {
            String name = part == 0 ? "A" : "B";
            for (ArrayNode target : part == 0 ? List.of(single, pair) : List.of(pair)) {
                if (begins) {
                    put(target, special, BEGIN, part);
                }
                target.addObject().putObject("Sequence").put("id", name).put("type_id", part);
                if (ends) {
                    put(target, special, END, part);
                }
            }
        }
        if (special.isEmpty()) {
            tokenizer.putNull("post_processor");
        } else {
            tokenizer.set("post_processor", template);
        }
    }

    private void put(ArrayNode target, ObjectNode special, String role, int part) {
        vocabulary.withRole(metadata, role).ifPresent(token -> {
            target.addObject().putObject("SpecialToken").put("id", token).put("type_id", part);
            if (!special.has(token)) {
                ObjectNode entry = special.putObject(token).put("id", token);
                entry.putArray("ids").add(vocabulary.tokens().indexOf(token));
                entry.putArray("tokens").add(token);
            }
        });
    }

    private ObjectNode config() {
        ObjectNode config = JSON.createObjectNode();
        new TreeMap<>(ROLES)
                .forEach((role, key) -> vocabulary.withRole(metadata, role).ifPresent(token -> config.put(key, token)));
        metadata.text(TEMPLATE).ifPresent(template -> config.put("chat_template", template));
        config.put("clean_up_tokenization_spaces", false);
        metadata.text("general.architecture")
                .flatMap(name -> metadata.integer(name + ".context_length"))
                .ifPresent(length -> config.put("model_max_length", length));
        return config.put("tokenizer_class", "PreTrainedTokenizerFast");
    }

    private static byte[] bytes(ObjectNode content) {
        return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
