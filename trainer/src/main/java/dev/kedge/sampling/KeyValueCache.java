package dev.kedge.sampling;

import dev.kedge.model.Attention;
import dev.kedge.model.CausalAttention;
import dev.kedge.model.DecoderConfig;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Keys and values of what a batch of rows has read so far, two buffers per layer.
 *
 * <pre>
 *   column   0 …      prompt columns …  next …
 *   row 0    p p p p p p p p            c c c
 *   row 1    p p p p p · · ·            c c c       · is hidden by the bias
 * </pre>
 *
 * <p>A prompt stands at the left, its completion from the first column after the longest prompt's block, so that every
 * row writes the same column at each step. The gap of a shorter prompt costs nothing but memory: rotary positions were
 * applied to the keys before they came here, so that a column's number means nothing. And reading prompts needs no
 * mask: what follows a prompt's end cannot be seen from within it.
 */
final class KeyValueCache implements AutoCloseable {

    private final DecoderConfig config;
    private final AttentionKernel kernel;
    private final List<CacheBuffer> keys = new ArrayList<>();
    private final List<CacheBuffer> values = new ArrayList<>();
    private Tensor bias; // [B, 1, 1, all columns]
    private long rows;
    private int used;
    private int columns;

    /**
     * An empty cache.
     *
     * @param config the decoder's sizes
     * @param type the decoder's element type
     * @param promptLengths one per row, each at least 1
     * @param maxNewTokens how many tokens a row may be given after its prompt
     */
    KeyValueCache(DecoderConfig config, ComputeType type, int[] promptLengths, int maxNewTokens) {
        this.config = config;
        this.kernel = AttentionKernel.of(type);
        this.rows = promptLengths.length;
        this.used = Sizes.ofPrompts(Arrays.stream(promptLengths).max().orElseThrow());
        this.columns = Sizes.ofCache(used + 1);
        for (int layer = 0; layer < config.layers(); layer++) {
            keys.add(new CacheBuffer(type, rows, config.keyValueHeads(), columns, config.headWidth()));
            values.add(new CacheBuffer(type, rows, config.keyValueHeads(), columns, config.headWidth()));
        }
        try (Scope scope = Scope.open()) {
            Tensor visible = promptBias(promptLengths, Sizes.ofCache(used + maxNewTokens));
            this.bias = scope.own(visible.to(type.scalarType()));
        }
    }

    /**
     * The attention that reads prompts: it files their keys and values, each prompt's under all rows that continue it.
     *
     * @param firstRow the row of the first prompt's first completion
     * @param completions rows per prompt, one after the other
     * @return for a pass over {@code [P, T]} prompt tokens, each prompt starting at position 0
     */
    Attention reading(int firstRow, int completions) {
        return (layer, queries, newKeys, newValues) -> {
            keys.get(layer).write(firstRow, completions, newKeys);
            values.get(layer).write(firstRow, completions, newValues);
            return CausalAttention.full().attend(layer, queries, newKeys, newValues);
        };
    }

    /**
     * The attention that writes one more token to every row.
     *
     * @return for one pass over {@code [B, 1]} tokens
     */
    Attention writing() {
        int column = used++;
        if (column == columns) {
            keys.forEach(buffer -> buffer.grow(Sizes.GROWTH));
            values.forEach(buffer -> buffer.grow(Sizes.GROWTH));
            columns += Sizes.GROWTH;
        }
        bias.narrow(3, column, 1).zero_();
        Tensor visible = bias.narrow(3, 0, columns);
        long group = config.queryHeads() / config.keyValueHeads();
        long[] grouped = {rows, config.keyValueHeads(), group, config.headWidth()};
        return (layer, queries, newKeys, newValues) -> {
            keys.get(layer).write(column, newKeys);
            values.get(layer).write(column, newValues);
            return kernel.cached(
                            queries.reshape(grouped),
                            keys.get(layer).content(),
                            values.get(layer).content(),
                            visible)
                    .reshape(rows, 1, (long) config.queryHeads() * config.headWidth());
        };
    }

    /**
     * Drops rows.
     *
     * @param kept the rows to keep, ascending
     */
    void keepRows(long[] kept) {
        try (Scope scope = Scope.open()) {
            Tensor index = HostMemory.tensor(kept, kept.length);
            keys.forEach(buffer -> buffer.keepRows(index));
            values.forEach(buffer -> buffer.keepRows(index));
            Tensor remaining = scope.own(bias.index_select(0, index));
            Scope.release(bias);
            bias = remaining;
        }
        rows = kept.length;
    }

    private static Tensor promptBias(int[] promptLengths, int columns) {
        float[] values = new float[promptLengths.length * columns];
        Arrays.fill(values, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < promptLengths.length; row++) {
            Arrays.fill(values, row * columns, row * columns + promptLengths[row], 0f);
        }
        return HostMemory.tensor(values, promptLengths.length, 1, 1, columns);
    }

    @Override
    public void close() {
        keys.forEach(CacheBuffer::close);
        values.forEach(CacheBuffer::close);
        Scope.release(bias);
    }
}
