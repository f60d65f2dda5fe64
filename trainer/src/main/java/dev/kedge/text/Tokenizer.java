package dev.kedge.text;

import dev.kedge.gguf.GgufFile;
import dev.kedge.gguf.GgufMetadata;
import dev.kedge.gguf.GgufParts;
import dev.kedge.text.gguf.GgufTokenizer;
import dev.kedge.text.gguf.GgufVocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokenizer of a model directory: {@code tokenizer.json} as Hugging Face writes it.
 *
 * <p>Text is never truncated or padded, and no special token is added except by {@link #encodePrompt}; a special token
 * written out in the text is recognized as itself. Never encode again what was decoded: sampled tokens stay tokens.
 * Safe for use by several threads.
 */
public final class Tokenizer implements AutoCloseable {

    /** Some text to see by what stands around a prompt. */
    private static final String SAMPLE = "a";

    private static final String MODEL_CONFIG = "config.json";

    private final NativeTokenizer tokenizer;
    private final Map<String, Integer> ids;
    private final int vocabularySize;
    private final Path directory;
    private final CompanionFiles files;
    private final SpecialTokens specialTokens;
    private final AddedAround addedAround;
    private final Optional<byte[]> modelConfig;

    private Tokenizer(
            NativeTokenizer tokenizer,
            Map<String, Integer> ids,
            Path directory,
            CompanionFiles files,
            SpecialTokens specialTokens,
            AddedAround addedAround,
            Optional<byte[]> modelConfig) {
        this.tokenizer = tokenizer;
        this.ids = ids;
        this.vocabularySize =
                1 + ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
        this.directory = directory;
        this.files = files;
        this.specialTokens = specialTokens;
        this.addedAround = addedAround;
        this.modelConfig = modelConfig;
    }

    /**
     * Reads the tokenizer of a model directory, and everything else there that belongs to text.
     *
     * @param modelDirectory holds {@code tokenizer.json} and, if the model has them, {@code tokenizer_config.json} and
     *     the like; or a GGUF file
     * @return the tokenizer, to be closed by the caller
     * @throws IllegalArgumentException if there is no {@code tokenizer.json} or a file cannot be understood
     * @throws IOException if a file is there and cannot be read
     */
    public static Tokenizer load(Path modelDirectory) throws IOException {
        CompanionFiles files =
                GgufFile.isOne(modelDirectory) ? ofGguf(modelDirectory) : CompanionFiles.read(modelDirectory);
        Path file = modelDirectory.resolve(CompanionFiles.TOKENIZER);
        byte[] bytes = files.bytes(CompanionFiles.TOKENIZER).orElseThrow(() -> missing(modelDirectory, files));
        ObjectNode root = JsonObject.read(bytes, file);
        Path configFile = modelDirectory.resolve(CompanionFiles.TOKENIZER_CONFIG);
        ObjectNode config = files.bytes(CompanionFiles.TOKENIZER_CONFIG)
                .map(written -> JsonObject.read(written, configFile))
                .orElse(JsonNodeFactory.instance.objectNode());
        boolean completed = AddedTokens.complete(root, config, configFile);
        SpecialTokens specialTokens = SpecialTokens.of(files, modelDirectory);
        NativeTokenizer tokenizer =
                NativeTokenizer.open(completed ? root.toString().getBytes(StandardCharsets.UTF_8) : bytes, file);
        Map<String, Integer> ids = vocabulary(root);
        AddedAround around =
                AddedAround.of(config, specialTokens, ids, tokenizer::plain, tokenizer::processed, configFile);
        Path modelFile = modelDirectory.resolve(MODEL_CONFIG);
        Optional<byte[]> modelConfig =
                Files.isRegularFile(modelFile) ? Optional.of(Files.readAllBytes(modelFile)) : Optional.empty();
        return new Tokenizer(tokenizer, ids, modelDirectory, files, specialTokens, around, modelConfig);
    }

    private static CompanionFiles ofGguf(Path file) {
        try (GgufParts parts = GgufParts.open(file)) {
            return new CompanionFiles(GgufTokenizer.files(parts.metadata()));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(file.toString()) ? e : new IllegalArgumentException(file + ": " + message, e);
        }
    }

    private static IllegalArgumentException missing(Path directory, CompanionFiles files) {
        boolean hasPieces = files.bytes("tokenizer.model").isPresent()
                || files.bytes("vocab.json").isPresent();
        return new IllegalArgumentException("a model directory must hold " + CompanionFiles.TOKENIZER + ", got "
                + (hasPieces ? "only the files of a slow tokenizer (transformers converts it)" : "none") + " in "
                + directory);
    }

    private static Map<String, Integer> vocabulary(JsonNode root) {
        Map<String, Integer> ids = new HashMap<>();
        JsonNode vocabulary = root.path("model").path("vocab");
        if (vocabulary.isArray()) { // Unigram: [[token, score], …], the id is the position
            for (int id = 0; id < vocabulary.size(); id++) {
                ids.put(vocabulary.path(id).path(0).asString(), id);
            }
        } else {
            vocabulary
                    .properties()
                    .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        }
        for (JsonNode added : root.path("added_tokens")) {
            ids.put(added.path("content").asString(), added.path("id").asInt());
        }
        return ids;
    }

    /**
     * Text to token ids.
     *
     * @param text any text of any length
     * @return its ids, no special token added; empty for the empty text
     */
    public int[] encode(String text) {
        return tokenizer.plain(text);
    }

    /**
     * A prompt of plain text to token ids, with the special tokens around it that transformers 4 adds: where
     * {@code tokenizer_config.json} has {@code add_bos_token} or {@code add_eos_token}, what these say, and what
     * transformers does where one of them is absent; else what the post-processor of {@code tokenizer.json} does.
     *
     * @param text any text of any length
     */
    public int[] encodePrompt(String text) {
        if (addedAround.decides()) {
            return addedAround.around(encode(text));
        }
        return tokenizer.processed(text);
    }

    /**
     * Token ids to text, special tokens left out. A model may have more ids than its tokenizer has tokens; such an id
     * stands for no text.
     *
     * @param tokens ids
     * @return the text; bytes that are no UTF-8 become U+FFFD
     * @throws IllegalArgumentException if an id is negative
     */
    public String decode(int[] tokens) {
        return decode(tokens, true);
    }

    /**
     * Token ids to text, special tokens written out.
     *
     * @param tokens ids
     * @return the text; bytes that are no UTF-8 become U+FFFD
     * @throws IllegalArgumentException if an id is negative
     */
    public String decodeAll(int[] tokens) {
        return decode(tokens, false);
    }

    private String decode(int[] tokens, boolean skipSpecialTokens) {
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] < 0) {
                throw new IllegalArgumentException("a token id must be >= 0, got " + tokens[i] + " at " + i);
            }
        }
        return tokenizer.decode(tokens, skipSpecialTokens);
    }

    /** One more than the largest token id, added tokens included: the fewest rows that an embedding for it can have. */
    public int vocabularySize() {
        return vocabularySize;
    }

    /**
     * The id of a token as it is written in {@code tokenizer.json}, special or not.
     *
     * @param token for example {@code <eos>}
     * @return its id; empty if there is no such token
     */
    public OptionalInt id(String token) {
        Integer id = ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /**
     * The token that {@code tokenizer_config.json} names as the end of a text.
     *
     * @return its id; empty if it names none or the tokenizer does not have it
     */
    public OptionalInt endToken() {
        return specialTokens.text("eos_token").map(this::id).orElse(OptionalInt.empty());
    }

    /**
     * What transformers would make other ids of. Compares rules, and only where they differ ids; computed anew at each
     * call, from the files as they were loaded.
     *
     * @return the difference to {@code AutoTokenizer} of transformers 5 on the same folder; empty if there is none, if
     *     the tokenizer is of a GGUF file, and if transformers does not load the folder
     */
    public Optional<TokenizerDifference> difference() {
        if (GgufFile.isOne(directory)) {
            return Optional.empty();
        }
        ObjectNode config = modelConfig
                .map(bytes -> JsonObject.read(bytes, directory.resolve(MODEL_CONFIG)))
                .orElse(JsonNodeFactory.instance.objectNode());
        Path file = directory.resolve(CompanionFiles.TOKENIZER);
        ObjectNode root = JsonObject.read(files.bytes(CompanionFiles.TOKENIZER).orElseThrow(), file);
        try {
            return new ReadingComparison(root, settings(), config, files, file)
                    .difference(new ReadingComparison.Here(tokenizer, this::encodePrompt));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode settings() {
        Path file = directory.resolve(CompanionFiles.TOKENIZER_CONFIG);
        return files.bytes(CompanionFiles.TOKENIZER_CONFIG)
                .map(written -> JsonObject.read(written, file))
                .orElse(JsonNodeFactory.instance.objectNode());
    }

    SpecialTokens specialTokens() {
        return specialTokens;
    }

    TemplateSet templates(ZonedDateTime now) {
        return TemplateSet.of(files, directory, specialTokens, now);
    }

    /**
     * Copies the tokenizer's files, byte for byte as they were loaded, and with them what else belongs to text and
     * generation: special tokens, chat templates, generation_config.json.
     *
     * @param target an existing directory
     * @throws IOException if a file cannot be written
     */
    public void save(Path target) throws IOException {
        files.write(target);
    }

    /**
     * The same tokenizer and chat template as metadata of a GGUF file.
     *
     * @param rows of the embedding
     * @throws IllegalArgumentException if llama.cpp has no such tokenizer
     */
    public GgufMetadata asGguf(int rows) {
        Path file = directory.resolve(CompanionFiles.TOKENIZER);
        Path configFile = directory.resolve(CompanionFiles.TOKENIZER_CONFIG);
        ObjectNode root = JsonObject.read(files.bytes(CompanionFiles.TOKENIZER).orElseThrow(), file);
        ObjectNode config = settings();
        AddedTokens.complete(root, config, configFile);
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            values.putAll(GgufVocabulary.of(root, config, rows).values());
            int[] plain = encode(SAMPLE);
            int[] prompt = encodePrompt(SAMPLE);
            values.put("tokenizer.ggml.add_bos_token", prompt[0] != plain[0]);
            values.put("tokenizer.ggml.add_eos_token", prompt[prompt.length - 1] != plain[plain.length - 1]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        files.text(CompanionFiles.TEMPLATE)
                .or(() -> Optional.of(config.path("chat_template"))
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString))
                .ifPresent(template -> values.put("tokenizer.chat_template", template));
        return new GgufMetadata(values);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
