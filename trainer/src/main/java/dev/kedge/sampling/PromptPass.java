package dev.kedge.sampling;

import dev.kedge.tensor.HostMemory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Prompts that are read in one pass of the decoder, each once, padded on the right to a common length.
 *
 * @param firstRow the batch row of the first prompt's first completion
 * @param rows the rows that continue these prompts, those of one prompt side by side
 * @param completions rows per prompt
 */
record PromptPass(int firstRow, List<Row> rows, int completions) {

    /** Tokens per pass, about: enough to fill the processor, few enough for its caches. */
    private static final int TOKENS = 4096;

    /**
     * Cuts a batch's prompts into passes.
     *
     * @param rows from the shortest prompt to the longest
     * @param completions rows per prompt
     * @return passes that together read every prompt once
     */
    static List<PromptPass> of(List<Row> rows, int completions) {
        List<PromptPass> passes = new ArrayList<>();
        int first = 0;
        while (first < rows.size()) {
            int end = first + completions;
            while (end < rows.size() && (end - first) / completions * columnsOf(rows.get(end)) < TOKENS) {
                end += completions;
            }
            passes.add(new PromptPass(first, rows.subList(first, end), completions));
            first = end;
        }
        return passes;
    }

    /** The prompts, {@code int64 [P, T]}. */
    Tensor tokens() {
        int columns = columns();
        long[] tokens = new long[prompts() * columns];
        for (int prompt = 0; prompt < prompts(); prompt++) {
            int[] promptTokens = row(prompt).promptTokens();
            for (int column = 0; column < promptTokens.length; column++) {
                tokens[prompt * columns + column] = promptTokens[column];
            }
        }
        return HostMemory.tensor(tokens, prompts(), columns);
    }

    /** The positions, {@code int64 [P, T]}; 0 at padding. */
    Tensor positions() {
        int columns = columns();
        long[] positions = new long[prompts() * columns];
        for (int prompt = 0; prompt < prompts(); prompt++) {
            for (int column = 0; column < row(prompt).promptTokens().length; column++) {
                positions[prompt * columns + column] = column;
            }
        }
        return HostMemory.tensor(positions, prompts(), columns);
    }

    /**
     * What the prompts' last tokens lead to, repeated for every row.
     *
     * @param hidden {@code [P, T, D]}
     * @return {@code [rows, D]}
     */
    Tensor lastOfEach(Tensor hidden) {
        long[] last = new long[rows.size()];
        for (int i = 0; i < last.length; i++) {
            last[i] = (long) (i / completions) * columns() + rows.get(i).promptTokens().length - 1;
        }
        return hidden.flatten(0, 1).index_select(0, HostMemory.tensor(last, last.length));
    }

    private int prompts() {
        return rows.size() / completions;
    }

    private Row row(int prompt) {
        return rows.get(prompt * completions);
    }

    private int columns() {
        return columnsOf(rows.get(rows.size() - 1));
    }

    private static int columnsOf(Row row) {
        return Sizes.ofPrompts(row.promptTokens().length);
    }
}
