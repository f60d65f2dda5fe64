package dev.kedge.train;

import dev.kedge.model.Decoder;
import dev.kedge.model.hub.GenerationConfig;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.model.hub.StoredTypes;
import dev.kedge.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A policy: weights, tokenizer and the tokens that end a completion.
 *
 * @param decoder the weights
 * @param tokenizer text to tokens and back
 * @param generation end tokens and the like
 * @param storage the element types that its model directory is written with
 */
record Policy(Decoder decoder, Tokenizer tokenizer, GenerationConfig generation, StoredTypes storage)
        implements AutoCloseable {

    Set<Integer> endTokens() {
        return Set.copyOf(generation.endTokens());
    }

    /** The token that ends a demonstration: the tokenizer's own, if it ends a completion, else the first that does. */
    int endToken() {
        if (generation.endTokens().isEmpty()) {
            throw new IllegalArgumentException(
                    "the model has no end token, so a completion could only end at its limit;"
                            + " name eos_token_id in its generation_config.json");
        }
        int first = generation.endTokens().get(0);
        int ofTexts = tokenizer.endToken().orElse(first);
        return generation.endTokens().contains(ofTexts) ? ofTexts : first;
    }

    /** Writes a Hugging Face model directory, its weights in files of at most {@code shardBytes}. */
    void save(Path directory, long shardBytes) throws IOException {
        ModelDirectory.save(directory, decoder, generation, storage, shardBytes);
        tokenizer.save(directory);
    }

    @Override
    public void close() {
        decoder.close();
        tokenizer.close();
    }
}
