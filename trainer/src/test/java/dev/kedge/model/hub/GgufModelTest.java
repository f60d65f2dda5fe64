package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.gguf.GgufMetadata;
import dev.kedge.gguf.GgufParts;
import dev.kedge.gguf.GgufWriter;
import dev.kedge.gguf.NewTensor;
import dev.kedge.gguf.TensorType;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.Llama3Scaling;
import dev.kedge.model.ParameterSlot;
import dev.kedge.model.Precision;
import dev.kedge.model.RotaryParameters;
import dev.kedge.model.RotaryScaling;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GgufModelTest {

    private static final int VOCABULARY = 12;

    @TempDir
    Path folder;

    /** The shapes whose files differ: which rows are in another order, what has biases, norms, a head, divisors. */
    enum Shape {
        LLAMA(false, false, true, Optional.empty()),
        LLAMA3(false, false, false, Optional.of(new Llama3Scaling(8, 1, 4, 64))),
        QWEN2(true, false, true, Optional.empty()),
        QWEN3(false, true, false, Optional.empty());

        @SuppressWarnings("ImmutableEnumChecker") // a record; only its scaling is an Optional
        private final DecoderConfig config;

        Shape(boolean bias, boolean norm, boolean tied, Optional<RotaryScaling> scaling) {
            config = new DecoderConfig(
                    VOCABULARY,
                    64,
                    96,
                    2,
                    4,
                    2,
                    16,
                    1e-5,
                    new RotaryParameters(5000, scaling),
                    256,
                    tied,
                    bias,
                    norm,
                    0.02);
        }
    }

    private static GgufMetadata tokenizer() {
        List<Object> tokens = new ArrayList<>();
        for (int i = 0; i < VOCABULARY; i++) {
            tokens.add("t" + i);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tokenizer.ggml.model", "gpt2");
        values.put("tokenizer.ggml.tokens", tokens);
        return new GgufMetadata(values);
    }

    private Path export(Decoder decoder, TensorType type) {
        Path file = folder.resolve("m.gguf");
        GenerationConfig tokens = new GenerationConfig(OptionalInt.of(2), List.of(3), OptionalInt.of(0));
        LoadedModel model = LoadedModel.plain(decoder, tokens, StoredTypes.all(StorageType.FLOAT32), folder);
        GgufExport.write(file, model, tokenizer(), "m", type);
        return file;
    }

    private static LoadedModel load(Path file) {
        return ModelDirectory.load(file, Precision.frozen(ComputeType.FLOAT32));
    }

    private static float[] weights(Decoder decoder, String name) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            return HostMemory.floats(HostMemory.resident(
                    decoder.parameters().masterOf(name).contiguous().view(-1)));
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void importOfExportIsTheModelBitForBit(Shape shape) {
        try (Decoder decoder = Decoder.create(shape.config, ComputeType.FLOAT32, 7)) {
            Path file = export(decoder, TensorType.F32);
            assertThat(ModelDirectory.shape(file)).isEqualTo(withoutInitializer(shape.config));
            try (LoadedModel loaded = load(file)) {
                assertThat(loaded.decoder().config()).isEqualTo(withoutInitializer(shape.config));
                assertThat(loaded.generation())
                        .isEqualTo(new GenerationConfig(OptionalInt.of(2), List.of(3), OptionalInt.of(0)));
                for (ParameterSlot slot : decoder.parameters().slots()) {
                    assertThat(weights(loaded.decoder(), slot.name()))
                            .as(slot.name())
                            .containsExactly(weights(decoder, slot.name()));
                }
            }
        }
    }

    /** A GGUF file does not say with what spread weights were drawn: 0.02, the default. */
    private static DecoderConfig withoutInitializer(DecoderConfig config) {
        assertThat(config.initializerRange()).isEqualTo(0.02);
        return config;
    }

    /** BF16 of numbers that are BF16 is exact; of others, like the other types, it is near. */
    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16", "Q8_0", "Q4_0"})
    void whatIsRoundedComesBackRounded(TensorType type) {
        try (Decoder decoder = Decoder.create(Shape.LLAMA.config, ComputeType.FLOAT32, 7);
                LoadedModel once = load(export(decoder, type));
                LoadedModel twice = load(export(once.decoder(), type))) {
            String name = "model.layers.1.mlp.down_proj.weight";
            float[] before = weights(decoder, name);
            float[] after = weights(once.decoder(), name);
            double most = type == TensorType.Q4_0 ? 0.01 : 0.001; // of numbers of about 0.02
            for (int i = 0; i < before.length; i++) {
                assertThat(after[i]).isCloseTo(before[i], within((float) most));
            }
            if (type == TensorType.F16 || type == TensorType.BF16) {
                assertThat(weights(twice.decoder(), name)).containsExactly(after);
                assertThat(once.storage().usual().text()).isEqualTo(type == TensorType.F16 ? "float16" : "bfloat16");
            }
            // vectors are never rounded
            assertThat(weights(once.decoder(), "model.norm.weight"))
                    .containsExactly(weights(decoder, "model.norm.weight"));
        }
    }

    /**
     * Vectors are F32 in the file, and yet a model of bfloat16 comes back as one. A vector that bfloat16 does not hold
     * stays float32: 1 + 1/256 has nine bits, 1 + 1/128 eight.
     */
    @ParameterizedTest
    @CsvSource({"128, bfloat16", "256, float32"})
    void aModelOfBfloat16ComesBackAsOne(int divisor, String expected) {
        try (Decoder decoder = Decoder.create(Shape.LLAMA.config, ComputeType.FLOAT32, 7)) {
            try (NoGradient none = NoGradient.open();
                    Scope scope = Scope.open()) {
                decoder.parameters().masterOf("model.norm.weight").fill_(new Scalar(1 + 1.0 / divisor));
            }
            try (LoadedModel loaded = load(export(decoder, TensorType.BF16))) {
                assertThat(loaded.storage()
                                .of("model.layers.0.self_attn.q_proj.weight")
                                .text())
                        .isEqualTo("bfloat16");
                assertThat(loaded.storage()
                                .of("model.layers.0.input_layernorm.weight")
                                .text())
                        .isEqualTo("bfloat16");
                assertThat(loaded.storage().of("model.norm.weight").text()).isEqualTo(expected);
            }
        }
    }

    /**
     * llama.cpp rotates rows 2i and 2i + 1 of a head together, transformers rows i and i + d/2. With d = 16: row 3 of
     * head 1 in the file is 2·1 + 1, so it is row 1·8 + 1 = 9 of that head.
     */
    @Test
    void rowsOfQueriesAndKeysAreInTheOrderOfLlamaCpp() {
        try (Decoder decoder = Decoder.create(Shape.LLAMA.config, ComputeType.FLOAT32, 7);
                GgufParts file = GgufParts.open(export(decoder, TensorType.F32))) {
            float[] query = weights(decoder, "model.layers.0.self_attn.q_proj.weight");
            float[] stored = new float[query.length];
            int[] at = {0};
            file.read("blk.0.attn_q.weight", (numbers, count) -> {
                System.arraycopy(numbers, 0, stored, at[0], count);
                at[0] += count;
            });
            int width = 64;
            for (int i = 0; i < width; i++) {
                assertThat(stored[(16 + 3) * width + i]).isEqualTo(query[(16 + 9) * width + i]);
            }
        }
        try (Decoder decoder = Decoder.create(Shape.QWEN3.config, ComputeType.FLOAT32, 7);
                GgufParts file = GgufParts.open(export(decoder, TensorType.F32))) {
            float[] query = weights(decoder, "model.layers.0.self_attn.q_proj.weight");
            file.read(
                    "blk.0.attn_q.weight",
                    (numbers, count) -> assertThat(numbers[5 * 64]).isEqualTo(query[5 * 64]));
        }
    }

    @Test
    void whatTheDecoderCannotDoIsRefusedByName() throws IOException {
        assertThatThrownBy(() -> load(changed("llama.attention.sliding_window", 128L)))
                .hasMessageEndingWith("m.gguf: llama.attention.sliding_window is not supported, got 128");
        assertThatThrownBy(() -> load(changed("llama.rope.scaling.type", "yarn")))
                .hasMessageEndingWith("llama.rope.scaling.type must be none, got yarn with factor 1.0");
        assertThatThrownBy(() -> load(changed("llama.expert_count", 8L)))
                .hasMessageEndingWith("llama.expert_count must be 0, got 8: not supported");
        assertThatThrownBy(() -> load(changed("general.architecture", "mamba")))
                .hasMessageEndingWith("general.architecture must be one of [llama, qwen2, qwen3], got mamba");
        assertThatThrownBy(() -> load(changed("llama.rope.dimension_count", 8L)))
                .hasMessageEndingWith("llama.rope.dimension_count must be 16, got 8: not supported");
        assertThatThrownBy(() -> load(changed("llama.block_count", 3L)))
                .hasMessageContaining("m.gguf: the weights do not fit its metadata: missing: model.layers.2.");
        assertThatThrownBy(() -> load(changed("llama.block_count", 1L)))
                .hasMessageContaining("unknown: model.layers.1.");
    }

    /** A Llama model's file with one value of its metadata changed. */
    private Path changed(String key, Object value) throws IOException {
        Path file = folder.resolve("m.gguf");
        Map<String, Object> metadata;
        List<NewTensor> tensors = new ArrayList<>();
        try (Decoder decoder = Decoder.create(Shape.LLAMA.config, ComputeType.FLOAT32, 7);
                GgufParts written = GgufParts.open(export(decoder, TensorType.F32))) {
            metadata = new LinkedHashMap<>(written.metadata().values());
            written.tensors().forEach((name, tensor) -> {
                float[] numbers = new float[Math.toIntExact(tensor.elements())];
                int[] at = {0};
                written.read(name, (part, count) -> {
                    System.arraycopy(part, 0, numbers, at[0], count);
                    at[0] += count;
                });
                tensors.add(new NewTensor(
                        name, TensorType.F32, tensor.shape(), sink -> sink.accept(numbers, numbers.length)));
            });
        }
        metadata.put(key, value);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            GgufWriter.write(channel, new GgufMetadata(metadata), tensors);
        }
        return file;
    }

    /** The divisors are computed from factor 8 and 64 positions; one that is moved is no scaling of Llama 3. */
    @Test
    void divisorsThatAreNotThoseOfLlama3AreRefused() throws IOException {
        Path file = folder.resolve("m.gguf");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("general.architecture", "llama");
        for (String name : List.of(
                "embedding_length 4",
                "attention.head_count 1",
                "block_count 1",
                "feed_forward_length 4",
                "context_length 8")) {
            metadata.put("llama." + name.split(" ", -1)[0], Long.valueOf(name.split(" ", -1)[1]));
        }
        float[] divisors = {1, 3};
        NewTensor embedding = new NewTensor(
                "token_embd.weight", TensorType.F32, List.of(1L, 4L), sink -> sink.accept(new float[4], 4));
        NewTensor rotary =
                new NewTensor("rope_freqs.weight", TensorType.F32, List.of(2L), sink -> sink.accept(divisors, 2));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            GgufWriter.write(channel, new GgufMetadata(metadata), List.of(embedding, rotary));
        }
        assertThatThrownBy(() -> ModelDirectory.shape(file))
                .hasMessageContaining(
                        "m.gguf: rope_freqs.weight must be those of Llama 3 for factor 3.0 and 8192 positions");
    }
}
