package dev.kedge.model.hub;

import dev.kedge.gguf.GgufParts;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.Precision;
import java.nio.file.Path;

/** A model in a GGUF file, or in the parts of one: what {@link ModelDirectory} reads where it is given such a file. */
final class GgufModel {

    private GgufModel() {}

    /** The shape, without the weights. */
    static DecoderConfig shape(Path path) {
        try (GgufParts file = GgufParts.open(path)) {
            return shape(file, config(file));
        }
    }

    /** The model; of weights that are quantized the numbers they stand for. */
    static LoadedModel load(Path path, Precision precision) {
        try (GgufParts file = GgufParts.open(path)) {
            ConfigDocument document = config(file);
            DecoderConfig config = shape(file, document);
            GenerationConfig generation;
            try {
                generation = GenerationConfig.read(document, config.vocabularySize());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
            }
            GgufWeights weights = new GgufWeights(file, config);
            return LoadedModel.plain(
                    WeightFile.read(weights, config, precision, "its metadata"),
                    generation,
                    StoredTypes.of(weights.tensors()),
                    path);
        }
    }

    private static ConfigDocument config(GgufParts file) {
        try {
            return GgufConfig.of(file);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(file.path() + ": " + e.getMessage(), e);
        }
    }

    private static DecoderConfig shape(GgufParts file, ConfigDocument document) {
        try {
            return Families.of(document).read(document);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file.path() + ": " + e.getMessage(), e);
        }
    }
}
