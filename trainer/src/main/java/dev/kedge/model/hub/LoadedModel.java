package dev.kedge.model.hub;

import dev.kedge.model.Decoder;
import dev.kedge.model.LowRankAdapters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The content of a model directory.
 *
 * @param decoder with the weights of the directory, and with its adapters if it is one of adapters
 * @param base the same weights without adapters; the decoder itself where there are none
 * @param generation the special tokens
 * @param storage the element types of the weights in the files
 * @param source where the weights without adapters are stored; empty if nowhere yet
 */
public record LoadedModel(Decoder decoder, Decoder base, GenerationConfig generation, StoredTypes storage, Path source)
        implements AutoCloseable {

    /**
     * A model without adapters.
     *
     * @param decoder the weights; closed with the model
     * @param generation the special tokens
     * @param storage the element types to store weights in
     * @param source where the weights are stored; empty if nowhere yet
     */
    public static LoadedModel plain(Decoder decoder, GenerationConfig generation, StoredTypes storage, Path source) {
        return new LoadedModel(decoder, decoder, generation, storage, source);
    }

    /**
     * The same model with adapters on it.
     *
     * @param adapters closed with the model
     * @return takes the place of this one, which is not closed by itself
     */
    public LoadedModel with(LowRankAdapters adapters) {
        return new LoadedModel(base.adapted(adapters), base, generation, storage, source);
    }

    /**
     * The same model, which ends completions with a given token if its own files name none.
     *
     * @param token what the tokenizer ends a text with
     * @return takes the place of this one, which is not closed by itself
     */
    public LoadedModel endingAtLeastWith(OptionalInt token) {
        return new LoadedModel(decoder, base, generation.orElseEndingWith(token), storage, source);
    }

    /**
     * Where the tokenizer is.
     *
     * @param directory that the model was loaded from
     * @return the directory itself, or the model's, if it is one of adapters without a tokenizer
     */
    public Path tokenizerFolder(Path directory) {
        boolean own = !AdapterDirectory.isOne(directory) || Files.exists(directory.resolve("tokenizer.json"));
        return own ? directory : source;
    }

    /** Releases the decoder. */
    @Override
    public void close() {
        if (decoder != base) {
            decoder.close();
        }
        base.close();
    }
}
