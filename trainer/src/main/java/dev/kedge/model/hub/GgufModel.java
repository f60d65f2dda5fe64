package dev.kedge.model.hub;

import dev.kedge.gguf.GgufParts;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.Precision;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
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
            Decoder decoder = WeightFile.read(weights, config, precision, "its metadata");
            return LoadedModel.plain(decoder, generation, storage(weights, decoder), path);
        }
    }

    /**
     * Vectors are F32 in every file. Where their numbers are numbers of the matrices' type, that type holds them too,
     * so that a model of one type comes back as it was.
     */
    private static StoredTypes storage(GgufWeights weights, Decoder decoder) {
        StoredTypes types = StoredTypes.of(weights.tensors());
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            return types.usualWhere(
                    name -> types.usual().element().holds(decoder.parameters().masterOf(name)));
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
