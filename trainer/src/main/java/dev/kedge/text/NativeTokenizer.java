package dev.kedge.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.kedge.api.WellFormedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A tokenizer of the library that Hugging Face's own tools use, opened from the text of a {@code tokenizer.json}: never
 * truncating, never padding.
 *
 * @param library the open tokenizer
 */
record NativeTokenizer(HuggingFaceTokenizer library) implements AutoCloseable {

    static NativeTokenizer open(byte[] json, Path file) throws IOException {
        Map<String, String> options = Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
        try {
            return new NativeTokenizer(HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options));
        } catch (RuntimeException unreadable) {
            String reason =
                    String.valueOf(unreadable.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(file + ": not a tokenizer: " + reason, unreadable);
        }
    }

    /** Ids of a text, nothing put around it. */
    int[] plain(String text) {
        return ids(text, false);
    }

    /** Ids of a text with what the post-processor puts around it. */
    int[] processed(String text) {
        return ids(text, true);
    }

    private int[] ids(String text, boolean withSpecialTokens) {
        long[] encoded = library.encode(WellFormedText.of(text), withSpecialTokens, false)
                .getIds();
        return Arrays.stream(encoded).mapToInt(Math::toIntExact).toArray();
    }

    String decode(int[] tokens, boolean skipSpecialTokens) {
        long[] wide = Arrays.stream(tokens).asLongStream().toArray(); // an id without a token is left out
        return library.decode(wide, skipSpecialTokens);
    }

    @Override
    public void close() {
        library.close();
    }
}
