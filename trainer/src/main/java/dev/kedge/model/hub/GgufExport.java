package dev.kedge.model.hub;

import dev.kedge.gguf.GgufFile;
import dev.kedge.gguf.GgufMetadata;
import dev.kedge.gguf.GgufWriter;
import dev.kedge.gguf.NewTensor;
import dev.kedge.gguf.TensorType;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderVariant;
import dev.kedge.model.Llama3Scaling;
import dev.kedge.model.ParameterSlot;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A model as a GGUF file, as llama.cpp's own conversion writes it. */
public final class GgufExport {

    private static final Map<TensorType, Long> FILE_TYPES = Map.of(
            TensorType.F32, 0L, TensorType.F16, 1L, TensorType.Q4_0, 2L, TensorType.Q8_0, 7L, TensorType.BF16, 32L);

    private static final long ELEMENTS_AT_ONCE = 1L << 20;

    private final Decoder decoder;
    private final DecoderConfig config;
    private final String architecture;
    private final TensorType type;

    private GgufExport(Decoder decoder, TensorType type) {
        this.decoder = decoder;
        this.config = decoder.config();
        this.architecture = Families.of(config).modelType();
        this.type = type;
    }

    /**
     * Writes a model.
     *
     * @param file appears whole or not at all
     * @param model without adapters, or with adapters that were merged
     * @param tokenizer the metadata of its tokenizer
     * @param name for people
     * @param type of the matrices; vectors stay float32, and a matrix whose rows do not fill its blocks is F16
     * @throws IllegalArgumentException if llama.cpp has no such model
     */
    public static void write(Path file, LoadedModel model, GgufMetadata tokenizer, String name, TensorType type) {
        GgufExport export = new GgufExport(model.base(), type);
        GgufMetadata metadata = export.metadata(tokenizer, name, model.generation());
        List<NewTensor> tensors = export.tensors();
        AtomicFile.write(file, channel -> GgufWriter.write(channel, metadata, tensors));
    }

    private GgufMetadata metadata(GgufMetadata tokenizer, String name, GenerationConfig generation) {
        if (!List.of("llama", "qwen2", "qwen3").contains(architecture)) {
            throw new IllegalArgumentException(
                    "a model of type " + architecture + " cannot be written as GGUF; llama, qwen2 and qwen3 can");
        }
        if (!config.variant().equals(DecoderVariant.LLAMA)) {
            throw new IllegalArgumentException("a model with windows, other activations or more biases than "
                    + architecture + " usually has cannot be written as GGUF");
        }
        Optional<Llama3Scaling> scaled = scaling();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("general.architecture", architecture);
        values.put("general.type", "model");
        values.put("general.name", name);
        put(values, "block_count", config.layers());
        put(values, "context_length", config.maxPositions());
        put(values, "embedding_length", config.hiddenSize());
        put(values, "feed_forward_length", config.feedForwardSize());
        put(values, "attention.head_count", config.queryHeads());
        put(values, "attention.head_count_kv", config.keyValueHeads());
        put(values, "attention.key_length", config.headWidth());
        put(values, "attention.value_length", config.headWidth());
        put(values, "rope.dimension_count", config.headWidth());
        put(values, "vocab_size", config.vocabularySize());
        values.put(architecture + ".rope.freq_base", config.rope().theta());
        values.put(architecture + ".attention.layer_norm_rms_epsilon", config.normEpsilon());
        scaled.ifPresent(scaling -> put(values, "rope.scaling.original_context_length", scaling.originalPositions()));
        values.put("general.file_type", FILE_TYPES.getOrDefault(type, 0L));
        values.put("general.quantization_version", 2L);
        values.putAll(tokenizer.values());
        generation.endTokens().stream()
                .findFirst()
                .ifPresent(id -> values.put("tokenizer.ggml.eos_token_id", (long) id));
        generation.beginToken().ifPresent(id -> values.put("tokenizer.ggml.bos_token_id", (long) id));
        generation.padToken().ifPresent(id -> values.put("tokenizer.ggml.padding_token_id", (long) id));
        return new GgufMetadata(values);
    }

    private Optional<Llama3Scaling> scaling() {
        return config.rope().scaling().map(scaling -> {
            if (scaling instanceof Llama3Scaling llama3) {
                return llama3;
            }
            throw new IllegalArgumentException(
                    "rotary scaling of type " + scaling.type() + " cannot be written as GGUF; llama3 can");
        });
    }

    private void put(Map<String, Object> values, String name, int value) {
        values.put(architecture + "." + name, (long) value);
    }

    private List<NewTensor> tensors() {
        List<NewTensor> tensors = new ArrayList<>();
        scaling().ifPresent(scaling -> tensors.add(divisors(scaling)));
        for (ParameterSlot slot : decoder.parameters().slots()) {
            List<Long> shape = LongStream.of(slot.shape()).boxed().toList();
            tensors.add(new NewTensor(GgufNames.gguf(slot.name()), type(shape), shape, sink -> numbers(slot, sink)));
        }
        return tensors;
    }

    private TensorType type(List<Long> shape) {
        if (shape.size() < 2) {
            return TensorType.F32;
        }
        return shape.get(1) % type.blockElements() == 0 ? type : TensorType.F16;
    }

    private NewTensor divisors(Llama3Scaling scaling) {
        int count = config.headWidth() / 2;
        float[] divisors = new float[count];
        for (int i = 0; i < count; i++) {
            float frequency = (float) Math.pow(config.rope().theta(), -2.0 * i / config.headWidth());
            divisors[i] = frequency / scaling.scale(frequency);
        }
        return new NewTensor(
                GgufNames.ROTARY_DIVISORS, TensorType.F32, List.of((long) count), sink -> sink.accept(divisors, count));
    }

    /** In parts of whole blocks. */
    private void numbers(ParameterSlot slot, GgufFile.Sink sink) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor weight = ordered(slot.name(), decoder.parameters().masterOf(slot.name()))
                    .view(-1);
            for (long start = 0; start < weight.numel(); start += ELEMENTS_AT_ONCE) {
                try (Scope part = Scope.open()) {
                    long count = Math.min(ELEMENTS_AT_ONCE, weight.numel() - start);
                    float[] numbers = HostMemory.floats(
                            HostMemory.resident(weight.narrow(0, start, count).to(ScalarType.Float)));
                    sink.accept(numbers, numbers.length);
                }
            }
        }
    }

    /** Row {@code j·d/2 + i} of a head becomes row 2i + j, where llama.cpp pairs neighbours ({@link GgufWeights}). */
    private Tensor ordered(String name, Tensor weight) {
        boolean paired = architecture.equals("llama") && (GgufNames.isQuery(name) || GgufNames.isKey(name));
        if (!paired) {
            return weight;
        }
        int heads = GgufNames.isQuery(name) ? config.queryHeads() : config.keyValueHeads();
        return weight.view(heads, 2, config.headWidth() / 2, -1).transpose(1, 2).contiguous();
    }
}
