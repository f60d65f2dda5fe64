package dev.kedge.objective;

import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.Scope;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The results of chunks of tokens, in one piece of memory from the first chunk on. Were each chunk's results kept by
 * themselves, these small blocks would lie in the gaps that large ones have left, no further chunk would fit there, and
 * memory would grow with every chunk.
 */
final class TokenValues {

    private final long tokens;
    private Optional<Tensor> all = Optional.empty();

    /** Of so many tokens, in all chunks together. */
    TokenValues(long tokens) {
        this.tokens = tokens;
    }

    /**
     * Copies a chunk's values.
     *
     * @param scope of the chunk; what is collected outlives it
     * @param start the chunk's first token
     * @param chunk {@code [n, ..]}, of the same type and further dimensions in every chunk; its history is cut
     */
    void put(Scope scope, long start, Tensor chunk) {
        Tensor values = chunk.detach();
        if (all.isEmpty()) {
            long[] shape = new long[(int) values.dim()];
            shape[0] = tokens;
            for (int dimension = 1; dimension < shape.length; dimension++) {
                shape[dimension] = values.size(dimension);
            }
            all = Optional.of(scope.keep(torch.empty(shape, ComputeDevice.options(values.scalar_type()), null)));
        }
        all.orElseThrow().narrow(0, start, values.size(0)).copy_(values);
    }

    /** The values of all tokens, {@code [N, ..]}. */
    Tensor all() {
        return all.orElseThrow(() -> new IllegalStateException("there is no token"));
    }
}
