package dev.kedge.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The two files of a Hugging Face fast tokenizer, with the special tokens of {@link SpecialToken}. */
final class TokenizerFiles {

    private static final JsonMapper JSON = new JsonMapper();

    private TokenizerFiles() {}

    /**
     * Writes {@code tokenizer.json} and {@code tokenizer_config.json}.
     *
     * @param directory an existing directory
     * @param model the {@code model} section, its vocabulary included
     * @param preTokenizer the {@code pre_tokenizer} section
     * @param decoder the {@code decoder} section
     * @throws IOException if a file cannot be written
     */
    static void write(Path directory, ObjectNode model, ObjectNode preTokenizer, ObjectNode decoder)
            throws IOException {
        ObjectNode tokenizer = JSON.createObjectNode().put("version", "1.0");
        tokenizer.putNull("truncation").putNull("padding");
        ArrayNode added = tokenizer.putArray("added_tokens");
        ObjectNode addedDecoder = JSON.createObjectNode();
        for (SpecialToken token : SpecialToken.values()) {
            added.add(flags(token).put("id", token.id()));
            addedDecoder.set(Integer.toString(token.id()), flags(token));
        }
        tokenizer.putNull("normalizer");
        tokenizer.set("pre_tokenizer", preTokenizer);
        tokenizer.putNull("post_processor");
        tokenizer.set("decoder", decoder);
        tokenizer.set("model", model);
        write(directory.resolve("tokenizer.json"), tokenizer);

        ObjectNode config = JSON.createObjectNode();
        config.set("added_tokens_decoder", addedDecoder);
        config.put("clean_up_tokenization_spaces", false)
                .put("eos_token", SpecialToken.END.text())
                .put("pad_token", SpecialToken.PADDING.text())
                .put("unk_token", SpecialToken.UNKNOWN.text())
                .put("model_max_length", 1_000_000)
                .put("tokenizer_class", "PreTrainedTokenizerFast");
        write(directory.resolve("tokenizer_config.json"), config);
    }

    private static ObjectNode flags(SpecialToken token) {
        return JSON.createObjectNode()
                .put("content", token.text())
                .put("lstrip", false)
                .put("normalized", false)
                .put("rstrip", false)
                .put("single_word", false)
                .put("special", true);
    }

    private static void write(Path file, ObjectNode content) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    }
}
