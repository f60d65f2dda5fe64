package dev.kedge.train.policy;

import dev.kedge.model.Decoder;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A policy: weights and tokenizer.
 *
 * @param model the weights and the tokens that end a completion
 * @param tokenizer text to tokens and back
 */
public record Policy(LoadedModel model, Tokenizer tokenizer) implements AutoCloseable {

    public Decoder decoder() {
        return model.decoder();
    }

    public Set<Integer> endTokens() {
        return Set.copyOf(model.generation().endTokens());
    }

    /** The token that ends a demonstration: the tokenizer's own, if it ends a completion, else the first that does. */
    public int endToken() {
        if (model.generation().endTokens().isEmpty()) {
            throw new IllegalArgumentException(
                    "the model has no end token, so a completion could only end at its limit;"
                            + " name eos_token_id in its generation_config.json");
        }
        int first = model.generation().endTokens().get(0);
        int ofTexts = tokenizer.endToken().orElse(first);
        return model.generation().endTokens().contains(ofTexts) ? ofTexts : first;
    }

    /**
     * Writes a Hugging Face model directory, its weights in files of at most {@code maxShardBytes}, or one of adapters.
     */
    public void save(Path directory, long maxShardBytes) throws IOException {
        ModelDirectory.save(directory, model, maxShardBytes);
        tokenizer.save(directory);
    }

    @Override
    public void close() {
        model.close();
        tokenizer.close();
    }
}
