package dev.kedge.train.policy;

import dev.kedge.model.Decoder;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.TensorFile;
import dev.kedge.tensor.NoGradient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/**
 * The frozen policy that a penalty in the loss or in the reward pulls towards: the policy as it stood before the first
 * step of reinforcement learning. Only held where there is such a penalty; kept in the run directory so that a resumed
 * run has the same.
 *
 * <p>Where adapters are trained it is the model without them, and takes no memory of its own.
 */
public final class ReferencePolicy implements AutoCloseable {

    private static final String FILE = "reference.safetensors";

    private final Optional<Decoder> decoder;
    private final boolean owned;

    private ReferencePolicy(Optional<Decoder> decoder, boolean owned) {
        this.decoder = decoder;
        this.owned = owned;
    }

    /**
     * If it is needed, takes the policy as it stands, or what an earlier part of the run took.
     *
     * @param needed whether a penalty looks at it
     * @param model the policy
     * @param runDirectory where it is kept
     */
    public static ReferencePolicy of(boolean needed, LoadedModel model, Path runDirectory) {
        if (!needed) {
            return new ReferencePolicy(Optional.empty(), false);
        }
        Decoder policy = model.decoder();
        if (policy.adapters().isPresent()) {
            return new ReferencePolicy(Optional.of(model.base()), false);
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
        return new ReferencePolicy(Optional.of(frozen), true);
    }

    private static SortedMap<String, Tensor> weights(Decoder decoder) {
        SortedMap<String, Tensor> weights = new TreeMap<>();
        weights.put("weights", decoder.parameters().master());
        return weights;
    }

    /** The frozen weights, if there is a reference penalty. */
    public Optional<Decoder> decoder() {
        return decoder;
    }

    @Override
    public void close() {
        decoder.filter(any -> owned).ifPresent(Decoder::close);
    }
}
