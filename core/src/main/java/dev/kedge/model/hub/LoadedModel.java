package dev.kedge.model.hub;

import dev.kedge.model.Decoder;

/**
 * What a model directory holds.
 *
 * @param decoder with the weights of the directory; whoever loaded it closes it
 * @param generation the special tokens
 * @param storage the element types of the weights in the files
 */
public record LoadedModel(Decoder decoder, GenerationConfig generation, StoredTypes storage) implements AutoCloseable {

    /** Releases the decoder. */
    @Override
    public void close() {
        decoder.close();
    }
}
