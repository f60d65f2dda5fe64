package dev.kedge.model.hub;

import dev.kedge.gguf.GgufFile;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.Family;
import dev.kedge.model.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Hugging Face model directory: {@code config.json}, {@code generation_config.json}, {@code model.safetensors}. Where
 * one is read, a GGUF file may stand for it.
 */
public final class ModelDirectory {

    /** The largest file that transformers writes unless told otherwise. */
    public static final long SHARD_BYTES = 5_000_000_000L;

    private static final String CONFIG = "config.json";
    private static final String GENERATION = "generation_config.json";

    /** The release of transformers whose spelling of the keys is written. */
    private static final String TRANSFORMERS = "4.52.0";

    private ModelDirectory() {}

    /**
     * Reads a model, or adapters and the model they are for.
     *
     * @param directory with at least config.json and the weights, in one safetensors file or several; or an
     *     {@link AdapterDirectory}; or a GGUF file, of which any part will do
     * @param precision of passes and weights; of a directory of adapters the adapters', whose model is frozen
     * @return the model; the caller closes it
     * @throws IllegalArgumentException if the directory is not a model this program can run: one line that names the
     *     file and the problem
     */
    public static LoadedModel load(Path directory, Precision precision) {
        if (GgufFile.isOne(directory)) {
            return GgufModel.load(directory, precision);
        }
        if (!AdapterDirectory.isOne(directory)) {
            return model(directory, precision);
        }
        return load(AdapterDirectory.base(directory), directory, precision);
    }

    /**
     * Reads the shape of a model, not its weights.
     *
     * @param directory as {@link #load(Path, Precision)} takes it
     * @return what config.json says, untied where it ties and the weights have another head; of adapters that of their
     *     model
     * @throws IllegalArgumentException as {@link #load(Path, Precision)}
     */
    public static DecoderConfig shape(Path directory) {
        Path model = AdapterDirectory.isOne(directory) ? AdapterDirectory.base(directory) : directory;
        if (GgufFile.isOne(model)) {
            return GgufModel.shape(model);
        }
        ConfigDocument document = JsonFile.read(existing(model, CONFIG));
        DecoderConfig config = shape(model, document);
        if (!config.tiedEmbeddings() || !StoredWeights.areIn(model)) {
            return config;
        }
        try (WeightSource stored = weights(model, document, config)) {
            return TiedHead.resolved(config, stored);
        }
    }

    /**
     * Reads a model and adapters for it.
     *
     * @param model the model's directory
     * @param adapters an {@link AdapterDirectory}, whatever model it names
     * @param precision of the adapters' passes and weights; the model is frozen
     * @return the model with its adapters; the caller closes it
     * @throws IllegalArgumentException as {@link #load(Path, Precision)}
     */
    public static LoadedModel load(Path model, Path adapters, Precision precision) {
        Precision frozen = Precision.frozen(precision.compute());
        LoadedModel base = GgufFile.isOne(model) ? GgufModel.load(model, frozen) : model(model, frozen);
        try {
            return AdaptedModel.of(adapters, base, precision);
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
    }

    private static LoadedModel model(Path directory, Precision precision) {
        ConfigDocument document = JsonFile.read(existing(directory, CONFIG));
        DecoderConfig config = shape(directory, document);
        GenerationConfig generation = generation(directory, document, config);
        try (WeightSource stored = weights(directory, document, config)) {
            return LoadedModel.plain(
                    WeightFile.read(stored, config, precision),
                    generation,
                    StoredTypes.of(stored.tensors()),
                    directory);
        }
    }

    private static WeightSource weights(Path directory, ConfigDocument document, DecoderConfig config) {
        return RenamedWeights.of(StoredWeights.open(directory, document), config.tiedEmbeddings());
    }

    private static DecoderConfig shape(Path directory, ConfigDocument document) {
        return naming(directory.resolve(CONFIG), () -> {
            if (document.has("quantization_config")) {
                throw new IllegalArgumentException(
                        "quantization_config must be absent: quantized weights are not supported");
            }
            return Families.of(document).read(document);
        });
    }

    private static GenerationConfig generation(Path directory, ConfigDocument config, DecoderConfig decoder) {
        Path path = directory.resolve(GENERATION);
        if (!Files.exists(path)) {
            return naming(directory.resolve(CONFIG), () -> GenerationConfig.read(config, decoder.vocabularySize()));
        }
        ConfigDocument document = JsonFile.read(path);
        GenerationConfig generation = naming(path, () -> GenerationConfig.read(document, decoder.vocabularySize()));
        if (!generation.endTokens().isEmpty()) {
            return generation;
        }
        GenerationConfig older =
                naming(directory.resolve(CONFIG), () -> GenerationConfig.read(config, decoder.vocabularySize()));
        return new GenerationConfig(generation.beginToken(), older.endTokens(), generation.padToken());
    }

    private static Path existing(Path directory, String name) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(directory + " is not a model directory: it "
                    + (Files.exists(directory) ? "is a file" : "does not exist"));
        }
        if (!Files.isRegularFile(directory.resolve(name))) {
            AdapterDirectory.below(directory).ifPresent(folder -> {
                throw new IllegalArgumentException(
                        directory + " is not a model directory, but has adapters below: name " + folder);
            });
            throw new IllegalArgumentException(directory + " is not a model directory: it has no " + name);
        }
        return directory.resolve(name);
    }

    private static <T> T naming(Path file, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes a loaded model, or its adapters where there are any, in the element types that it was stored in.
     *
     * @param directory made if it does not exist
     * @param model the model
     * @param maxShardBytes the largest size of a file's tensors
     */
    public static void save(Path directory, LoadedModel model, long maxShardBytes) {
        Decoder decoder = model.decoder();
        decoder.adapters()
                .ifPresentOrElse(
                        adapters -> AdapterDirectory.save(
                                directory,
                                adapters,
                                model.source().toAbsolutePath().normalize()),
                        () -> save(directory, decoder, model.generation(), model.storage(), maxShardBytes));
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
        save(directory, decoder, generation, StoredTypes.all(StorageType.FLOAT32));
    }

    /**
     * Writes a model, in files of the size that transformers chooses.
     *
     * @param directory made if it does not exist
     * @param decoder the model
     * @param generation its special tokens
     * @param storage the element types of the weights in the files; 16 bits round
     */
    public static void save(Path directory, Decoder decoder, GenerationConfig generation, StoredTypes storage) {
        save(directory, decoder, generation, storage, SHARD_BYTES);
    }

    /**
     * Writes a model. Names, element types and keys are those that transformers writes; config.json comes last.
     *
     * @param directory made if it does not exist
     * @param decoder the model
     * @param generation its special tokens
     * @param storage the element types of the weights in the files; 16 bits round
     * @param maxShardBytes the largest size of a file's tensors, above 0; larger models are cut into several files with
     *     an index
     */
    public static void save(
            Path directory, Decoder decoder, GenerationConfig generation, StoredTypes storage, long maxShardBytes) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + directory, e);
        }
        WeightFile.write(directory, decoder, storage, maxShardBytes);

        ObjectNode tokens = JsonFile.object();
        generation.write(tokens);
        JsonFile.write(directory.resolve(GENERATION), tokens.put("transformers_version", TRANSFORMERS));

        Family family = Families.of(decoder.config());
        ObjectNode config = JsonFile.object();
        config.putArray("architectures").add(family.architecture());
        config.put("model_type", family.modelType());
        config.put("torch_dtype", storage.usual().text());
        config.put("transformers_version", TRANSFORMERS);
        family.write(decoder.config(), config);
        generation.write(config);
        JsonFile.write(directory.resolve(CONFIG), config);
    }
}
