package dev.kedge.text.gguf;

import dev.kedge.gguf.GgufMetadata;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The tokens of a GGUF file by id.
 *
 * @param tokens their texts
 * @param types what each is, as a number of the format
 */
record Vocabulary(List<String> tokens, List<Number> types) {

    private static final int NORMAL = 1;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int UNUSED = 5;

    Vocabulary {
        if (tokens.isEmpty() || types.size() != tokens.size()) {
            throw new IllegalArgumentException("tokenizer.ggml.token_type must have as many values as"
                    + " tokenizer.ggml.tokens, at least 1, got " + types.size() + " and " + tokens.size());
        }
    }

    static Vocabulary of(GgufMetadata metadata) {
        List<String> tokens = metadata.texts("tokenizer.ggml.tokens")
                .orElseThrow(() -> new IllegalArgumentException("it has no tokenizer (tokenizer.ggml.tokens)"));
        return new Vocabulary(
                tokens,
                metadata.numbers("tokenizer.ggml.token_type")
                        .orElseGet(() -> Collections.nCopies(tokens.size(), NORMAL)));
    }

    int size() {
        return tokens.size();
    }

    /** Rows of the embedding that no token has are no tokens. */
    boolean isUsed(int id) {
        return type(id) != UNUSED;
    }

    /** Whether a token is found in a text before the text is cut. */
    boolean isAdded(int id) {
        return isControl(id) || type(id) == USER_DEFINED;
    }

    /** Whether it is left out where a text is shown. */
    boolean isControl(int id) {
        return type(id) == CONTROL;
    }

    boolean isNormal(int id) {
        return type(id) == NORMAL;
    }

    private int type(int id) {
        return types.get(id).intValue();
    }

    /**
     * The token that has a role.
     *
     * @param metadata of the file
     * @param role for example {@code bos}
     * @throws IllegalArgumentException if the file names one that is not there
     */
    Optional<String> withRole(GgufMetadata metadata, String role) {
        String key = "tokenizer.ggml." + role + "_token_id";
        return metadata.integer(key).map(id -> {
            if (id < 0 || id >= size()) {
                throw new IllegalArgumentException(key + " must be in [0, " + (size() - 1) + "], got " + id);
            }
            return tokens.get(Math.toIntExact(id));
        });
    }
}
