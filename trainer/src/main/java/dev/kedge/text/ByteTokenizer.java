package dev.kedge.text;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Hugging Face tokenizer with one token per byte of UTF-8: byte-level BPE without merges.
 *
 * <p>Ids: 0 {@code <pad>}, 1 {@code <eos>}, 2 {@code <unk>} (never produced), then 3 + byte. Decoding undoes encoding
 * for every text that does not itself spell a special token.
 */
public final class ByteTokenizer {

    private static final int BYTES = 256;

    private ByteTokenizer() {}

    /**
     * Writes {@code tokenizer.json} and {@code tokenizer_config.json}.
     *
     * @param directory an existing directory
     * @throws IOException if a file cannot be written
     */
    public static void write(Path directory) throws IOException {
        JsonMapper json = new JsonMapper();
        ObjectNode vocabulary = json.createObjectNode();
        for (SpecialToken token : SpecialToken.values()) {
            vocabulary.put(token.text(), token.id());
        }
        int replaced = 0;
        for (int value = 0; value < BYTES; value++) {
            int shown = isPrintable(value) ? value : BYTES + replaced++;
            vocabulary.put(Character.toString(shown), SpecialToken.values().length + value);
        }
        ObjectNode model = json.createObjectNode().put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.set("vocab", vocabulary);
        model.putArray("merges");
        TokenizerFiles.write(directory, model, byteLevel(json), byteLevel(json));
    }

    /** Bytes that byte-level BPE writes as the Latin-1 character of the same number; the others go to U+0100 and up. */
    private static boolean isPrintable(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xFF && value != 0xAD);
    }

    private static ObjectNode byteLevel(JsonMapper json) {
        return json.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", true);
    }
}
