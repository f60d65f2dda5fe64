package dev.kedge.model.hub;

import dev.kedge.model.Decoder;
import dev.kedge.tensor.ComputeType;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Hugging Face model directory: {@code config.json}, {@code generation_config.json}, {@code model.safetensors}. */
public final class ModelDirectory {

    private ModelDirectory() {}

    /**
     * Reads a model.
     *
     * @param directory with at least config.json and model.safetensors
     * @param type of the forward and backward pass
     * @return the model; the caller closes it
     * @throws IllegalArgumentException if the directory is not a model this program can run: one line that names the
     *     file and the problem
     */
    public static LoadedModel load(Path directory, ComputeType type) {
        if (!Files.isRegularFile(directory.resolve("config.json"))) {
            throw new IllegalArgumentException(directory + " is not a model directory: it has no config.json");
        }
        throw new UnsupportedOperationException("loading " + directory + " as " + type);
    }

    /**
     * Writes a model with float32 weights, so that reading it gives the same numbers bit for bit. Each file appears
     * whole or not at all.
     *
     * @param directory made if it does not exist
     * @param decoder the model
     * @param generation its special tokens
     */
    public static void save(Path directory, Decoder decoder, GenerationConfig generation) {
        save(directory, decoder, generation, ComputeType.FLOAT32);
    }

    /**
     * Writes a model.
     *
     * @param directory made if it does not exist
     * @param decoder the model
     * @param generation its special tokens
     * @param storage the element type of the weights in the file; bfloat16 rounds
     */
    public static void save(Path directory, Decoder decoder, GenerationConfig generation, ComputeType storage) {
        if (Files.isRegularFile(directory)) {
            throw new IllegalArgumentException(directory + " is a file, not a directory");
        }
        throw new UnsupportedOperationException(
                "saving " + decoder.config() + generation + " to " + directory + " as " + storage);
    }
}
