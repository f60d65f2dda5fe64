package dev.kedge.sampling;

import dev.kedge.model.Attention;
import dev.kedge.tensor.HostMemory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Prompts in a row each, padded on the right to a common length.
 *
 * @param firstRow the batch row of the first prompt's first completion
 * @param strands the strands that continue these prompts, those of one prompt side by side
 * @param completions strands per prompt
 */
record PaddedPrompts(int firstRow, List<Strand> strands, int completions) implements PromptPass {

    /**
     * Cuts a batch's prompts into passes.
     *
     * @param strands from the shortest prompt to the longest
     * @param completions strands per prompt
     * @return passes that together read every prompt once
     */
    static List<PromptPass> of(List<Strand> strands, int completions) {
        List<PromptPass> passes = new ArrayList<>();
        int first = 0;
        while (first < strands.size()) {
            int end = first + completions;
            while (end < strands.size() && (end - first) / completions * columnsOf(strands.get(end)) < TOKENS) {
                end += completions;
            }
            passes.add(new PaddedPrompts(first, strands.subList(first, end), completions));
            first = end;
        }
        return passes;
    }

    @Override
    public Tensor tokens() {
        int columns = columns();
        long[] tokens = new long[prompts() * columns];
        for (int prompt = 0; prompt < prompts(); prompt++) {
            int[] promptTokens = promptTokens(prompt);
            for (int column = 0; column < promptTokens.length; column++) {
                tokens[prompt * columns + column] = promptTokens[column];
            }
        }
        return HostMemory.tensor(tokens, prompts(), columns);
    }

    /** {@inheritDoc} It is 0 at padding. */
    @Override
    public Tensor positions() {
        int columns = columns();
        long[] positions = new long[prompts() * columns];
        for (int prompt = 0; prompt < prompts(); prompt++) {
            for (int column = 0; column < promptTokens(prompt).length; column++) {
                positions[prompt * columns + column] = column;
            }
        }
        return HostMemory.tensor(positions, prompts(), columns);
    }

    @Override
    public Attention attention(KeyValueCache cache) {
        return cache.reading(firstRow, completions);
    }

    @Override
    public Tensor lastOfEach(Tensor hidden) {
        long[] last = new long[strands.size()];
        for (int i = 0; i < last.length; i++) {
            last[i] = (long) (i / completions) * columns() + strands.get(i).promptTokens().length - 1;
        }
        return hidden.flatten(0, 1).index_select(0, HostMemory.tensor(last, last.length));
    }

    private int prompts() {
        return strands.size() / completions;
    }

    private int[] promptTokens(int prompt) {
        return strands.get(prompt * completions).promptTokens();
    }

    private int columns() {
        return columnsOf(strands.get(strands.size() - 1));
    }

    private static int columnsOf(Strand strand) {
        return Sizes.ofPrompts(strand.promptTokens().length);
    }
}
