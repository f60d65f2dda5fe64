package dev.kedge.text;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Hugging Face tokenizer with one token per character.
 *
 * <p>Ids: 0 {@code <pad>}, 1 {@code <eos>}, 2 {@code <unk>}, then the alphabet in its order. Decoding undoes encoding
 * for every text over the alphabet, line breaks and runs of spaces included; a character outside of it becomes
 * {@code <unk>}, which {@link Tokenizer#decode} leaves out.
 */
public final class CharacterTokenizer {

    private CharacterTokenizer() {}

    /**
     * Writes {@code tokenizer.json} and {@code tokenizer_config.json}.
     *
     * @param directory an existing directory
     * @param alphabet the characters, each once, none outside the basic multilingual plane
     * @throws IllegalArgumentException if a character occurs twice or is half of a pair
     * @throws IOException if a file cannot be written
     */
    public static void write(Path directory, String alphabet) throws IOException {
        JsonMapper json = new JsonMapper();
        ObjectNode vocabulary = json.createObjectNode();
        for (SpecialToken token : SpecialToken.values()) {
            vocabulary.put(token.text(), token.id());
        }
        for (int i = 0; i < alphabet.length(); i++) {
            String character = alphabet.substring(i, i + 1);
            if (Character.isSurrogate(alphabet.charAt(i))) {
                throw new IllegalArgumentException(
                        "an alphabet must hold characters up to U+FFFF, got half of a pair at " + i);
            }
            if (vocabulary.has(character)) {
                throw new IllegalArgumentException(
                        "an alphabet must hold each character once, got '" + character + "' again at " + i);
            }
            vocabulary.put(character, SpecialToken.values().length + i);
        }
        ObjectNode model = json.createObjectNode().put("type", "WordLevel");
        model.set("vocab", vocabulary);
        model.put("unk_token", SpecialToken.UNKNOWN.text());

        ObjectNode split = json.createObjectNode().put("type", "Split");
        split.putObject("pattern").put("Regex", "[\\s\\S]");
        split.put("behavior", "Isolated").put("invert", false);

        TokenizerFiles.write(directory, model, split, json.createObjectNode().put("type", "Fuse"));
    }
}
