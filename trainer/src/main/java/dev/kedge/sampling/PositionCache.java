package dev.kedge.sampling;

import dev.kedge.model.Attention;
import dev.kedge.model.CausalAttention;
import dev.kedge.model.DecoderConfig;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Keys and values of rows that come and go, two buffers per layer: column c of a row holds what stands at position c of
 * its sequence.
 *
 * <pre>
 *   column   0 1 2 3 4 5 6 7
 *   row 0    p p p p p c c ·       · is hidden by the bias
 *   row 1    p p c c c c c c
 *   row 2    ·                     free: sees column 0, which it writes itself, so that its softmax is finite
 * </pre>
 *
 * <p>Unlike {@link KeyValueCache}, whose rows begin and end together, every row writes a column of its own at each
 * step.
 */
final class PositionCache implements AutoCloseable {

    private final DecoderConfig config;
    private final ComputeType type;
    private final AttentionKernel kernel;
    private final List<CacheBuffer> keys = new ArrayList<>();
    private final List<CacheBuffer> values = new ArrayList<>();
    private int rows = 1;
    private int columns = Sizes.GROWTH;

    /** A cache of one free row. */
    PositionCache(DecoderConfig config, ComputeType type) {
        this.config = config;
        this.type = type;
        this.kernel = AttentionKernel.of(type);
        for (int layer = 0; layer < config.layers(); layer++) {
            keys.add(new CacheBuffer(type, rows, config.keyValueHeads(), columns, config.headWidth()));
            values.add(new CacheBuffer(type, rows, config.keyValueHeads(), columns, config.headWidth()));
        }
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** Changes the size; the kept rows come first, in their order, and are cut off at the last column. */
    void resize(int[] kept, int newRows, int newColumns) {
        try (Scope scope = Scope.open()) {
            long[] indices =
                    LongStream.range(0, kept.length).map(i -> kept[(int) i]).toArray();
            Tensor index = HostMemory.tensor(indices, indices.length);
            keys.forEach(buffer -> buffer.resize(index, newRows, newColumns));
            values.forEach(buffer -> buffer.resize(index, newRows, newColumns));
        }
        rows = newRows;
        columns = newColumns;
    }

    /**
     * The attention that reads one prompt and files its keys and values under each of the rows that continue it.
     *
     * @param continued the rows
     * @return for a pass over {@code [1, T]} prompt tokens from position 0 on, {@code T <= columns}
     */
    Attention reading(int[] continued) {
        return (layer, queries, newKeys, newValues) -> {
            for (int row : continued) {
                keys.get(layer).write(row, 1, newKeys);
                values.get(layer).write(row, 1, newValues);
            }
            return CausalAttention.full().attend(layer, queries, newKeys, newValues);
        };
    }

    /**
     * The attention that writes one more token to every row.
     *
     * @param positions of the tokens, int64 {@code [B, 1]}; 0 in free rows
     * @return for one pass over {@code [B, 1]} tokens, in the scope of this call
     */
    Attention writing(Tensor positions) {
        Tensor at = positions.view(rows, 1, 1, 1);
        Tensor bias = torch.zeros(new long[] {rows, 1, 1, columns}, ComputeDevice.options(type.scalarType()))
                .masked_fill(hidden(at), new Scalar(Double.NEGATIVE_INFINITY));
        long group = config.queryHeads() / config.keyValueHeads();
        long[] grouped = {rows, config.keyValueHeads(), group, config.headWidth()};
        return (layer, queries, newKeys, newValues) -> {
            keys.get(layer).scatter(at, newKeys);
            values.get(layer).scatter(at, newValues);
            return kernel.cached(
                            queries.reshape(grouped),
                            keys.get(layer).content(),
                            values.get(layer).content(),
                            bias)
                    .reshape(rows, 1, (long) config.queryHeads() * config.headWidth());
        };
    }

    /** Bool {@code [B, 1, 1, C]}: true behind each row's position. */
    private Tensor hidden(Tensor positions) {
        long[] all = LongStream.range(0, columns).toArray();
        return HostMemory.tensor(all, 1, 1, 1, columns).gt(positions);
    }

    @Override
    public void close() {
        keys.forEach(CacheBuffer::close);
        values.forEach(CacheBuffer::close);
    }
}
