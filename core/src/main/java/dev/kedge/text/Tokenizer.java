package dev.kedge.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tokenizer of a model directory: {@code tokenizer.json} as Hugging Face writes it.
 *
 * <p>Text is never truncated or padded, and no special token is added on encoding; a special token written out in the text
 * is recognised as itself. Never encode again what was decoded: sampled tokens stay tokens. Safe for use by several
 * threads.
 */
public final class Tokenizer implements AutoCloseable {

    private static final String TOKENIZER_FILE = "tokenizer.json";
    private static final String CONFIG_FILE = "tokenizer_config.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final HuggingFaceTokenizer tokenizer;
    private final Map<String, Integer> ids;
    private final int vocabularySize;
    private final byte[] tokenizerFile;
    private final Optional<byte[]> configFile;

    private Tokenizer(
            HuggingFaceTokenizer tokenizer,
            Map<String, Integer> ids,
            byte[] tokenizerFile,
            Optional<byte[]> configFile) {
        this.tokenizer = tokenizer;
        this.ids = ids;
        this.vocabularySize =
                1 + ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
        this.tokenizerFile = tokenizerFile;
        this.configFile = configFile;
    }

    /**
     * Reads the tokenizer of a model directory.
     *
     * @param modelDirectory holds {@code tokenizer.json} and, if the model has one, {@code tokenizer_config.json}
     * @return the tokenizer, to be closed by the caller
     * @throws IllegalArgumentException if there is no {@code tokenizer.json} or it cannot be read as one
     * @throws IOException if a file is there and cannot be read
     */
    public static Tokenizer load(Path modelDirectory) throws IOException {
        Path file = modelDirectory.resolve(TOKENIZER_FILE);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(
                    "a model directory must hold " + TOKENIZER_FILE + ", got none in " + modelDirectory, missing);
        }
        Path config = modelDirectory.resolve(CONFIG_FILE);
        Optional<byte[]> configBytes =
                Files.exists(config) ? Optional.of(Files.readAllBytes(config)) : Optional.empty();
        Map<String, Integer> ids = vocabulary(bytes, file);
        return new Tokenizer(open(bytes, file), ids, bytes, configBytes);
    }

    private static HuggingFaceTokenizer open(byte[] bytes, Path file) throws IOException {
        Map<String, String> options = Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
        try {
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(bytes), options);
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException(file + ": not a tokenizer: " + firstLine(unreadable), unreadable);
        }
    }

    private static Map<String, Integer> vocabulary(byte[] bytes, Path file) {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(file + ": not JSON: " + broken.getOriginalMessage(), broken);
        }
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

    private static String firstLine(RuntimeException exception) {
        return String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
    }

    /**
     * Text to token ids.
     *
     * @param text any text of any length
     * @return its ids, no special token added; empty for the empty text
     */
    public int[] encode(String text) {
        long[] encoded = tokenizer.encode(text, false, false).getIds();
        return Arrays.stream(encoded).mapToInt(Math::toIntExact).toArray();
    }

    /**
     * Token ids to text, special tokens left out.
     *
     * @param tokens ids of this vocabulary
     * @return the text; bytes that are no UTF-8 become U+FFFD
     * @throws IllegalArgumentException if an id is not in the vocabulary
     */
    public String decode(int[] tokens) {
        return decode(tokens, true);
    }

    /**
     * Token ids to text, special tokens written out.
     *
     * @param tokens ids of this vocabulary
     * @return the text; bytes that are no UTF-8 become U+FFFD
     * @throws IllegalArgumentException if an id is not in the vocabulary
     */
    public String decodeAll(int[] tokens) {
        return decode(tokens, false);
    }

    private String decode(int[] tokens, boolean skipSpecialTokens) {
        long[] wide = new long[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] < 0 || tokens[i] >= vocabularySize) { // the native library would leave it out silently
                throw new IllegalArgumentException(
                        "a token id must be 0 to " + (vocabularySize - 1) + ", got " + tokens[i] + " at " + i);
            }
            wide[i] = tokens[i];
        }
        return tokenizer.decode(wide, skipSpecialTokens);
    }

    /**
     * One more than the largest token id, added tokens included: the fewest rows that an embedding for it can have.
     *
     * @return the size
     */
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
     * Copies the tokenizer's files, byte for byte as they were loaded.
     *
     * @param directory an existing directory
     * @throws IOException if a file cannot be written
     */
    public void save(Path directory) throws IOException {
        Files.write(directory.resolve(TOKENIZER_FILE), tokenizerFile);
        if (configFile.isPresent()) {
            Files.write(directory.resolve(CONFIG_FILE), configFile.get());
        }
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
