package dev.kedge.train.policy;

import dev.kedge.config.Catalogue;
import dev.kedge.config.Choice;
import dev.kedge.config.ConfigException;
import dev.kedge.model.AdapterConfig;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.LowRankAdapters;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.AdapterDirectory;
import dev.kedge.model.hub.GenerationConfig;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.model.hub.StorageType;
import dev.kedge.model.hub.StoredTypes;
import dev.kedge.tensor.ComputeType;
import dev.kedge.text.ByteTokenizer;
import dev.kedge.text.CharacterTokenizer;
import dev.kedge.text.SpecialToken;
import dev.kedge.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Where a run's policy comes from: freshly drawn weights, or a Hugging Face model directory. */
public interface StartingPolicy {

    /**
     * The policy to begin with.
     *
     * @param alphabet of the task, for the tokenizer of a new model; empty for text of any kind
     * @param seed of the run
     */
    Policy create(Optional<String> alphabet, long seed);

    /**
     * Its shape, before any weight is read or drawn.
     *
     * @param alphabet as above
     */
    ModelPlan plan(Optional<String> alphabet);

    /** The kinds that {@code model} can name. */
    Catalogue<StartingPolicy> CATALOGUE = new Catalogue<StartingPolicy>()
            .with("new", NewModel.class, NewModel.DEFAULT, config -> config)
            .with("directory", FromDirectory.class, FromDirectory.DEFAULT, config -> config);

    /** What a recipe names under {@code model}. */
    static StartingPolicy of(Choice model) {
        return CATALOGUE.create(model, "model");
    }

    /**
     * Does something with the files or the shape of a starting policy; what is wrong with them is {@code model}'s
     * fault.
     */
    static <T> T blaming(Supplier<T> work) {
        try {
            return work.get();
        } catch (ConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) { // of the shape, or of a file in the directory
            throw new ConfigException("model", String.valueOf(e.getMessage()));
        }
    }

    /**
     * A Qwen3-architecture decoder with freshly drawn weights and a tokenizer of the task's characters, or of bytes.
     *
     * @param compute element type of the forward and backward pass
     * @param weights element type of the weights that the optimizer changes: float32, or that of {@code compute}
     * @param hiddenSize D
     * @param feedForwardSize F
     * @param layers decoder layers
     * @param queryHeads H
     * @param keyValueHeads K
     * @param headWidth d
     * @param maxPositions longest prompt and completion together
     * @param tiedEmbeddings whether the head is the embedding matrix
     * @param initializerRange standard deviation of the fresh matrices; narrow models want more than the usual 0.02
     */
    record NewModel(
            ComputeType compute,
            ComputeType weights,
            int hiddenSize,
            int feedForwardSize,
            int layers,
            int queryHeads,
            int keyValueHeads,
            int headWidth,
            int maxPositions,
            boolean tiedEmbeddings,
            double initializerRange)
            implements StartingPolicy {

        static final NewModel DEFAULT =
                new NewModel(ComputeType.FLOAT32, ComputeType.FLOAT32, 64, 192, 2, 4, 2, 16, 512, true, 0.02);

        @Override
        public Policy create(Optional<String> alphabet, long seed) {
            Tokenizer tokenizer = tokenizer(alphabet);
            DecoderConfig config = shape(tokenizer);
            GenerationConfig generation = new GenerationConfig(
                    OptionalInt.empty(), List.of(SpecialToken.END.id()), OptionalInt.of(SpecialToken.PADDING.id()));
            return new Policy(
                    LoadedModel.plain(
                            Decoder.create(config, precision(), seed),
                            generation,
                            StoredTypes.all(StorageType.of(compute)),
                            Path.of("")),
                    tokenizer);
        }

        @Override
        public ModelPlan plan(Optional<String> alphabet) {
            try (Tokenizer tokenizer = tokenizer(alphabet)) {
                return new ModelPlan(shape(tokenizer), precision(), Optional.empty());
            }
        }

        private Precision precision() {
            return new Precision(compute, weights, true);
        }

        private DecoderConfig shape(Tokenizer tokenizer) {
            return new DecoderConfig(
                    tokenizer.vocabularySize(),
                    hiddenSize,
                    feedForwardSize,
                    layers,
                    queryHeads,
                    keyValueHeads,
                    headWidth,
                    1e-6,
                    10_000,
                    maxPositions,
                    tiedEmbeddings,
                    true,
                    initializerRange);
        }

        private static Tokenizer tokenizer(Optional<String> alphabet) {
            try {
                Path directory = Files.createTempDirectory("kedge-tokenizer");
                try {
                    if (alphabet.isPresent()) {
                        CharacterTokenizer.write(directory, alphabet.get());
                    } else {
                        ByteTokenizer.write(directory);
                    }
                    return Tokenizer.load(directory);
                } finally {
                    delete(directory);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write a tokenizer for the new model", e);
            }
        }

        private static void delete(Path directory) throws IOException {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    /**
     * A model directory, or one of adapters, which are trained on.
     *
     * @param path the directory
     * @param compute element type of the forward and backward pass
     * @param weights element type of the weights that the optimizer changes: float32, or that of {@code compute}
     * @param lora fresh adapters to train in place of the model's weights
     */
    record FromDirectory(Path path, ComputeType compute, ComputeType weights, Optional<AdapterConfig> lora)
            implements StartingPolicy {

        static final FromDirectory DEFAULT =
                new FromDirectory(Path.of(""), ComputeType.FLOAT32, ComputeType.FLOAT32, Optional.empty());

        @Override
        public Policy create(Optional<String> alphabet, long seed) {
            LoadedModel model = load(seed);
            try {
                Tokenizer tokenizer = Tokenizer.load(model.tokenizerFolder(path));
                return new Policy(model.endingAtLeastWith(tokenizer.endToken()), tokenizer);
            } catch (IOException e) {
                model.close();
                throw new UncheckedIOException("cannot read the tokenizer of " + path, e);
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        }

        @Override
        public ModelPlan plan(Optional<String> alphabet) {
            if (path.toString().isEmpty()) {
                throw new ConfigException("model.path", "must name a model directory");
            }
            boolean adapted = AdapterDirectory.isOne(path);
            if (adapted && lora.isPresent()) {
                throw new ConfigException(
                        "model.lora", "must be absent where model.path has adapters already, as " + path + " has");
            }
            Optional<AdapterConfig> adapters = adapted ? Optional.of(AdapterDirectory.config(path)) : lora;
            return new ModelPlan(ModelDirectory.shape(path), precision(), adapters);
        }

        private Precision precision() {
            return new Precision(compute, weights, true);
        }

        private LoadedModel load(long seed) {
            Precision precision = precision();
            if (lora.isEmpty()) {
                return ModelDirectory.load(path, precision);
            }
            LoadedModel base = ModelDirectory.load(path, Precision.frozen(compute));
            return base.with(LowRankAdapters.create(base.decoder().config(), lora.get(), precision, seed));
        }
    }
}
