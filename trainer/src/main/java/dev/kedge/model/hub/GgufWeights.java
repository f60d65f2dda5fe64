package dev.kedge.model.hub;

import dev.kedge.gguf.GgufParts;
import dev.kedge.gguf.GgufTensor;
import dev.kedge.gguf.TensorType;
import dev.kedge.model.DecoderConfig;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * The weights of a GGUF file under the names of transformers, quantized ones as the float32 numbers that they stand
 * for.
 *
 * <p>For Llama's shape llama.cpp pairs neighbouring rows of a head for the rotary positions, transformers row i with
 * row {@code i + d/2}: the file has the rows of queries and keys in another order, which is undone here.
 */
final class GgufWeights implements WeightSource {

    private final GgufParts file;
    private final DecoderConfig config;
    private final boolean pairsNeighbours;
    private final Map<String, String> storedName = new LinkedHashMap<>();
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    GgufWeights(GgufParts file, DecoderConfig config) {
        this.file = file;
        this.config = config;
        this.pairsNeighbours =
                file.metadata().text("general.architecture").orElse("").equals("llama");
        file.tensors().forEach((name, tensor) -> {
            if (!name.equals(GgufNames.ROTARY_DIVISORS)) {
                String ours = GgufNames.transformers(name);
                storedName.put(ours, name);
                tensors.put(ours, stored(ours, tensor));
            }
        });
    }

    private static StoredTensor stored(String name, GgufTensor tensor) {
        ElementType type = element(tensor.type());
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        return new StoredTensor(name, type, shape, 0, tensor.elements() * type.bytes());
    }

    private static ElementType element(TensorType type) {
        return switch (type) {
            case F16 -> ElementType.F16;
            case BF16 -> ElementType.BF16;
            default -> ElementType.F32;
        };
    }

    @Override
    public Path source() {
        return file.path();
    }

    @Override
    public Map<String, StoredTensor> tensors() {
        return tensors;
    }

    @Override
    public void copyTo(String name, Tensor destination) {
        String stored = storedName.get(name);
        if (stored == null) {
            throw new IllegalArgumentException(file.path() + ": no tensor is called " + name);
        }
        long[] start = {0};
        file.read(stored, (numbers, count) -> {
            try (NoGradient none = NoGradient.open();
                    Scope scope = Scope.open()) {
                Tensor part = HostMemory.tensor(numbers, numbers.length).narrow(0, 0, count);
                destination.view(-1).narrow(0, start[0], count).copy_(part);
            }
            start[0] += count;
        });
        if (pairsNeighbours && GgufNames.isQuery(name)) {
            unpair(destination, config.queryHeads());
        } else if (pairsNeighbours && GgufNames.isKey(name)) {
            unpair(destination, config.keyValueHeads());
        }
    }

    /** Row 2i + j of a head becomes row j·d/2 + i. */
    private void unpair(Tensor rows, int heads) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor ordered = rows.clone()
                    .view(heads, config.headWidth() / 2, 2, -1)
                    .transpose(1, 2)
                    .contiguous();
            rows.view(-1).copy_(ordered.view(-1));
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
