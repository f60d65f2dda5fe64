package dev.kedge.train;

import dev.kedge.model.Decoder;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.TensorFile;
import dev.kedge.tensor.NoGradient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/**
 * The frozen policy that a penalty in the loss or in the reward pulls towards: the policy as it stood before the first step of reinforcement
 * learning. Only held where there is such a penalty; kept in the run directory so that a resumed run has the same.
 */
final class ReferencePolicy implements AutoCloseable {

    private static final String FILE = "reference.safetensors";

    private final Optional<Decoder> decoder;

    private ReferencePolicy(Optional<Decoder> decoder) {
        this.decoder = decoder;
    }

    /** If it is needed, takes {@code policy} as it stands, or what an earlier part of the run took. */
    static ReferencePolicy of(boolean needed, Decoder policy, Path runDirectory) {
        if (!needed) {
            return new ReferencePolicy(Optional.empty());
        }
        Decoder frozen = Decoder.zeros(policy.config(), Precision.frozen(policy.computeType()));
        Path file = runDirectory.resolve(FILE);
        if (Files.exists(file)) {
            TensorFile.readInto(file, weights(frozen));
        } else {
            try (NoGradient guard = NoGradient.open()) {
                frozen.parameters().master().copy_(policy.parameters().master());
            }
            TensorFile.write(file, weights(frozen));
        }
        frozen.parameters().refresh();
        return new ReferencePolicy(Optional.of(frozen));
    }

    private static SortedMap<String, Tensor> weights(Decoder decoder) {
        SortedMap<String, Tensor> weights = new TreeMap<>();
        weights.put("weights", decoder.parameters().master());
        return weights;
    }

    /** The frozen weights, if there is a reference penalty. */
    Optional<Decoder> decoder() {
        return decoder;
    }

    @Override
    public void close() {
        decoder.ifPresent(Decoder::close);
    }
}
