package dev.kedge.sampling;

import dev.kedge.model.Attention;
import dev.kedge.model.CausalAttention;
import dev.kedge.model.DecoderConfig;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
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
        this.kernel = AttentionKernel.of(type, config.variant().multipliers().scoreCap());
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
        return (rule, queries, newKeys, newValues) -> {
            for (int row : continued) {
                keys.get(rule.layer()).write(row, 1, newKeys);
                values.get(rule.layer()).write(row, 1, newValues);
            }
            return CausalAttention.full().attend(rule, queries, newKeys, newValues);
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
        Map<OptionalInt, Tensor> biases = new HashMap<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            biases.computeIfAbsent(config.variant().layer(layer).window(), window -> bias(at, window));
        }
        long group = config.queryHeads() / config.keyValueHeads();
        long[] grouped = {rows, config.keyValueHeads(), group, config.headWidth()};
        return (rule, queries, newKeys, newValues) -> {
            int layer = rule.layer();
            keys.get(layer).scatter(at, newKeys);
            values.get(layer).scatter(at, newValues);
            return kernel.cached(
                            queries.reshape(grouped),
                            keys.get(layer).content(),
                            values.get(layer).content(),
                            Objects.requireNonNull(biases.get(rule.window())))
                    .reshape(rows, 1, (long) config.queryHeads() * config.headWidth());
        };
    }

    /** {@code [B, 1, 1, C]}: hides what stands behind each row's position, and before its window. */
    private Tensor bias(Tensor positions, OptionalInt window) {
        Tensor column = HostMemory.tensor(LongStream.range(0, columns).toArray(), 1, 1, 1, columns);
        Tensor behind = column.gt(positions);
        Tensor hidden =
                window.isEmpty() ? behind : behind.logical_or(column.le(positions.sub(new Scalar(window.getAsInt()))));
        return torch.zeros(new long[] {rows, 1, 1, columns}, ComputeDevice.options(type.scalarType()))
                .masked_fill(hidden, new Scalar(Double.NEGATIVE_INFINITY));
    }

    @Override
    public void close() {
        keys.forEach(CacheBuffer::close);
        values.forEach(CacheBuffer::close);
    }
}
