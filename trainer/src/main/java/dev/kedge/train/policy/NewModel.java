package dev.kedge.train.policy;

import dev.kedge.api.SettingException;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.GenerationConfig;
import dev.kedge.model.hub.LoadedModel;
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
import java.util.OptionalLong;
import java.util.stream.Stream;

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
 * @param seed of the fresh matrices; absent: that of the run
 */
public record NewModel(
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
        double initializerRange,
        OptionalLong seed)
        implements StartingPolicy {

    /** Two layers of width 64 in float32: a few hundred thousand weights. */
    public static final NewModel DEFAULT = new NewModel(
            ComputeType.FLOAT32, ComputeType.FLOAT32, 64, 192, 2, 4, 2, 16, 512, true, 0.02, OptionalLong.empty());

    public NewModel {
        if (!(initializerRange > 0 && initializerRange < Double.POSITIVE_INFINITY)) {
            throw new SettingException("initializerRange", "must be > 0 and finite, got " + initializerRange);
        }
    }

    @Override
    public Policy create(Optional<String> alphabet, long runSeed) {
        Tokenizer tokenizer = tokenizer(alphabet);
        try {
            return create(tokenizer, runSeed);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private Policy create(Tokenizer tokenizer, long runSeed) {
        DecoderConfig config = shape(tokenizer);
        GenerationConfig generation = new GenerationConfig(
                OptionalInt.empty(), List.of(SpecialToken.END.id()), OptionalInt.of(SpecialToken.PADDING.id()));
        return new Policy(
                LoadedModel.plain(
                        Decoder.create(config, precision(), seed.orElse(runSeed)),
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

    /** A builder that begins with {@link #DEFAULT}. */
    public static Builder builder() {
        return DEFAULT.toBuilder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** A collector of the values of a {@link NewModel}, for those that are set by name. */
    public static final class Builder {

        private ComputeType compute;
        private ComputeType weights;
        private int hiddenSize;
        private int feedForwardSize;
        private int layers;
        private int queryHeads;
        private int keyValueHeads;
        private int headWidth;
        private int maxPositions;
        private boolean tiedEmbeddings;
        private double initializerRange;
        private OptionalLong seed;

        private Builder(NewModel from) {
            compute = from.compute();
            weights = from.weights();
            hiddenSize = from.hiddenSize();
            feedForwardSize = from.feedForwardSize();
            layers = from.layers();
            queryHeads = from.queryHeads();
            keyValueHeads = from.keyValueHeads();
            headWidth = from.headWidth();
            maxPositions = from.maxPositions();
            tiedEmbeddings = from.tiedEmbeddings();
            initializerRange = from.initializerRange();
            seed = from.seed();
        }

        /**
         * Sets {@code compute}.
         *
         * @param value element type of the forward and backward pass
         */
        public Builder compute(ComputeType value) {
            compute = value;
            return this;
        }

        /**
         * Sets {@code weights}.
         *
         * @param value element type of the weights that the optimizer changes: float32, or that of {@code compute}
         */
        public Builder weights(ComputeType value) {
            weights = value;
            return this;
        }

        /**
         * Sets {@code hiddenSize}.
         *
         * @param value D
         */
        public Builder hiddenSize(int value) {
            hiddenSize = value;
            return this;
        }

        /**
         * Sets {@code feedForwardSize}.
         *
         * @param value F
         */
        public Builder feedForwardSize(int value) {
            feedForwardSize = value;
            return this;
        }

        /**
         * Sets {@code layers}.
         *
         * @param value decoder layers
         */
        public Builder layers(int value) {
            layers = value;
            return this;
        }

        /**
         * Sets {@code queryHeads}.
         *
         * @param value H
         */
        public Builder queryHeads(int value) {
            queryHeads = value;
            return this;
        }

        /**
         * Sets {@code keyValueHeads}.
         *
         * @param value K
         */
        public Builder keyValueHeads(int value) {
            keyValueHeads = value;
            return this;
        }

        /**
         * Sets {@code headWidth}.
         *
         * @param value d
         */
        public Builder headWidth(int value) {
            headWidth = value;
            return this;
        }

        /**
         * Sets {@code maxPositions}.
         *
         * @param value longest prompt and completion together
         */
        public Builder maxPositions(int value) {
            maxPositions = value;
            return this;
        }

        /**
         * Sets {@code tiedEmbeddings}.
         *
         * @param value whether the head is the embedding matrix
         */
        public Builder tiedEmbeddings(boolean value) {
            tiedEmbeddings = value;
            return this;
        }

        /**
         * Sets {@code initializerRange}.
         *
         * @param value standard deviation of the fresh matrices; narrow models want more than the usual 0.02
         */
        public Builder initializerRange(double value) {
            initializerRange = value;
            return this;
        }

        /**
         * Sets {@code seed}.
         *
         * @param value of the fresh matrices; absent: that of the run
         */
        public Builder seed(OptionalLong value) {
            seed = value;
            return this;
        }

        /** The values together, checked. */
        public NewModel build() {
            return new NewModel(
                    compute,
                    weights,
                    hiddenSize,
                    feedForwardSize,
                    layers,
                    queryHeads,
                    keyValueHeads,
                    headWidth,
                    maxPositions,
                    tiedEmbeddings,
                    initializerRange,
                    seed);
        }
    }
}
