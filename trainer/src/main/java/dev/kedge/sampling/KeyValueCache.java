package dev.kedge.sampling;

import dev.kedge.model.Attention;
import dev.kedge.model.CausalAttention;
import dev.kedge.model.DecoderConfig;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
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
    private final Map<OptionalInt, VisibleColumns> visible = new LinkedHashMap<>(); // by window
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
        this.kernel = AttentionKernel.of(type, config.variant().multipliers().scoreCap());
        this.rows = promptLengths.length;
        this.used = Sizes.ofPrompts(Arrays.stream(promptLengths).max().orElseThrow());
        this.columns = Sizes.ofCache(used + 1);
        for (int layer = 0; layer < config.layers(); layer++) {
            keys.add(new CacheBuffer(type, rows, config.keyValueHeads(), columns, config.headWidth()));
            values.add(new CacheBuffer(type, rows, config.keyValueHeads(), columns, config.headWidth()));
            visible.computeIfAbsent(
                    config.variant().layer(layer).window(),
                    window ->
                            new VisibleColumns(type, promptLengths, used, Sizes.ofCache(used + maxNewTokens), window));
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
        return (rule, queries, newKeys, newValues) -> {
            keys.get(rule.layer()).write(firstRow, completions, newKeys);
            values.get(rule.layer()).write(firstRow, completions, newValues);
            return CausalAttention.full().attend(rule, queries, newKeys, newValues);
        };
    }

    /**
     * Files the keys and values of prompts that stand in one row, one prompt under each row of the batch from
     * {@code firstRow} on.
     *
     * @param layer whose they are
     * @param firstRow the row of the first prompt
     * @param common so many tokens at the beginning of the row are every prompt's; the others follow, prompt by prompt
     * @param ends of each prompt the place behind its last token
     * @param newKeys {@code [1, K, T, d]}
     * @param newValues {@code [1, K, T, d]}
     */
    void file(int layer, int firstRow, int common, List<Integer> ends, Tensor newKeys, Tensor newValues) {
        keys.get(layer).writeBranches(firstRow, common, ends, newKeys);
        values.get(layer).writeBranches(firstRow, common, ends, newValues);
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
        visible.values().forEach(each -> each.open(column));
        Map<OptionalInt, Tensor> biases = new HashMap<>();
        visible.forEach((window, each) -> biases.put(window, each.first(columns)));
        long group = config.queryHeads() / config.keyValueHeads();
        long[] grouped = {rows, config.keyValueHeads(), group, config.headWidth()};
        return (rule, queries, newKeys, newValues) -> {
            int layer = rule.layer();
            keys.get(layer).write(column, newKeys);
            values.get(layer).write(column, newValues);
            return kernel.cached(
                            queries.reshape(grouped),
                            keys.get(layer).content(),
                            values.get(layer).content(),
                            Objects.requireNonNull(biases.get(rule.window())))
                    .reshape(rows, 1, (long) config.queryHeads() * config.headWidth());
        };
    }

    /**
     * Drops rows, repeats them, or writes one over another.
     *
     * @param sources for each row from now on the row that it was until now
     */
    void arrange(long[] sources) {
        try (Scope scope = Scope.open()) {
            RowSources taken = new RowSources(sources, rows);
            keys.forEach(buffer -> buffer.arrange(taken));
            values.forEach(buffer -> buffer.arrange(taken));
            visible.values().forEach(each -> each.arrange(taken, sources));
        }
        rows = sources.length;
    }

    @Override
    public void close() {
        keys.forEach(CacheBuffer::close);
        values.forEach(CacheBuffer::close);
        visible.values().forEach(VisibleColumns::close);
    }
}
