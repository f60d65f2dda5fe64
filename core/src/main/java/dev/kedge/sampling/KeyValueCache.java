package dev.kedge.sampling;

import dev.kedge.model.Attention;
import dev.kedge.model.DecoderConfig;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.FusedAttention;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Keys and values of what a batch of rows has read so far, one pair of buffers {@code [B, K, columns, d]} per layer.
 *
 * <pre>
 *   column   0 …            prompt columns …  next …
 *   row 0    p p p p p p p p                  c c c
 *   row 1    p p p p p · · ·                  c c c       · is hidden by the bias
 * </pre>
 *
 * <p>A prompt stands at the left, its completion from the first column after the longest prompt's block, so that every
 * row writes the same column at each step. The gap of a shorter prompt costs nothing but memory: rotary positions were
 * applied to the keys before they came here, so that a column's number means nothing. And reading prompts needs no mask:
 * what follows a prompt's end cannot be seen from within it.
 *
 * <p>All tensors live in the scope that was open when the cache was made.
 */
final class KeyValueCache {

    private final DecoderConfig config;
    private final int promptColumns;
    private final Tensor[] keys;
    private final Tensor[] values;
    private Tensor bias;
    private long rows;
    private int used;

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
        this.rows = promptLengths.length;
        this.promptColumns = Sizes.inBlocks(Arrays.stream(promptLengths).max().orElseThrow());
        int columns = promptColumns + Sizes.inBlocks(maxNewTokens);
        this.used = promptColumns;
        this.keys = buffers(type, columns);
        this.values = buffers(type, columns);
        this.bias = promptBias(promptLengths, columns);
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
            file(keys[layer], newKeys, firstRow, completions);
            file(values[layer], newValues, firstRow, completions);
            return joinHeads(FusedAttention.causal(queries, newKeys, newValues));
        };
    }

    /**
     * The attention that writes one more token to every row.
     *
     * @return for a pass over {@code [B, 1]} tokens
     */
    Attention writing() {
        int column = used++;
        if (column % Sizes.BLOCK == 0) {
            clearBlock(column);
        }
        bias.narrow(3, column, 1).zero_();
        long visible = Sizes.inBlocks(used);
        Tensor visibleBias = bias.narrow(3, 0, visible);
        long group = config.queryHeads() / config.keyValueHeads();
        long[] grouped = {rows, config.keyValueHeads(), group, config.headWidth()};
        return (layer, queries, newKeys, newValues) -> {
            keys[layer].narrow(2, column, 1).copy_(newKeys);
            values[layer].narrow(2, column, 1).copy_(newValues);
            // The query heads that share a key-value head become rows of one product: nothing is repeated.
            Tensor read = FusedAttention.biased(
                    queries.reshape(grouped),
                    keys[layer].narrow(2, 0, visible),
                    values[layer].narrow(2, 0, visible),
                    visibleBias);
            return read.reshape(rows, 1, (long) config.queryHeads() * config.headWidth());
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
            for (int layer = 0; layer < keys.length; layer++) {
                keys[layer] = scope.keep(compacted(keys[layer], index));
                values[layer] = scope.keep(compacted(values[layer], index));
            }
            bias = scope.keep(bias.index_select(0, index));
        }
        rows = kept.length;
    }

    private Tensor[] buffers(ComputeType type, int columns) {
        Tensor[] buffers = new Tensor[config.layers()];
        for (int layer = 0; layer < buffers.length; layer++) {
            // Hidden columns have weight 0, and 0 times what uninitialised memory may hold can be NaN: cleared before
            // use.
            buffers[layer] = torch.empty(
                    new long[] {rows, config.keyValueHeads(), columns, config.headWidth()},
                    new TensorOptions(type.scalarType()),
                    null);
            buffers[layer].narrow(2, 0, promptColumns).zero_();
        }
        return buffers;
    }

    private static Tensor promptBias(int[] promptLengths, int columns) {
        float[] values = new float[promptLengths.length * columns];
        Arrays.fill(values, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < promptLengths.length; row++) {
            Arrays.fill(values, row * columns, row * columns + promptLengths[row], 0f);
        }
        return HostMemory.tensor(values, promptLengths.length, 1, 1, columns);
    }

    private static void file(Tensor buffer, Tensor prompts, int firstRow, int completions) {
        long count = prompts.size(0);
        buffer.narrow(0, firstRow, count * completions)
                .narrow(2, 0, prompts.size(2))
                .unflatten(0, count, completions)
                .copy_(prompts.unsqueeze(1));
    }

    private void clearBlock(int column) {
        for (int layer = 0; layer < keys.length; layer++) {
            keys[layer].narrow(2, column, Sizes.BLOCK).zero_();
            values[layer].narrow(2, column, Sizes.BLOCK).zero_();
        }
    }

    /** The kept rows, moved to the front of the buffer itself: no second buffer is ever needed. */
    private Tensor compacted(Tensor buffer, Tensor index) {
        long visible = Sizes.inBlocks(used);
        Tensor front = buffer.narrow(0, 0, index.size(0));
        front.narrow(2, 0, visible).copy_(buffer.narrow(2, 0, visible).index_select(0, index));
        return front;
    }

    private static Tensor joinHeads(Tensor heads) {
        return heads.transpose(1, 2).reshape(heads.size(0), heads.size(2), heads.size(1) * heads.size(3));
    }
}
