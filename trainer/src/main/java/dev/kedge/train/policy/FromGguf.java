package dev.kedge.train.policy;

import dev.kedge.config.ConfigException;
import dev.kedge.gguf.GgufFile;
import dev.kedge.model.AdapterConfig;
import dev.kedge.tensor.ComputeType;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model in a GGUF file. Of quantized weights the numbers that they stand for are trained on; what is written is a
 * model directory.
 *
 * @param path the file, of a file in parts any of them
 * @param compute element type of the forward and backward pass
 * @param weights element type of the weights that the optimizer changes: float32, or that of {@code compute}
 * @param lora fresh adapters to train in place of the model's weights
 */
public record FromGguf(Path path, ComputeType compute, ComputeType weights, Optional<AdapterConfig> lora)
        implements StartingPolicy {

    /** In float32, without adapters; the file must be given. */
    public static final FromGguf DEFAULT =
            new FromGguf(Path.of(""), ComputeType.FLOAT32, ComputeType.FLOAT32, Optional.empty());

    @Override
    public Policy create(Optional<String> alphabet, long seed) {
        return read().create(alphabet, seed);
    }

    @Override
    public ModelPlan plan(Optional<String> alphabet) {
        if (!GgufFile.isOne(path)) {
            throw new ConfigException("model.path", "must name a GGUF file, got " + path);
        }
        return read().plan(alphabet);
    }

    private FromDirectory read() {
        return new FromDirectory(path, compute, weights, lora);
    }
}
