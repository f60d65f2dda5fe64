package dev.kedge.sampling;

import dev.kedge.model.Attention;
import dev.kedge.model.BranchedAttention;
import dev.kedge.model.BranchedRow;
import dev.kedge.tensor.HostMemory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Prompts in one row, in which what all of them begin with stands once:
 *
 * <pre>
 *   what all begin with │ rest of the first │ rest of the second │ …
 * </pre>
 */
final class BranchedPrompts implements PromptPass {

    private final int firstRow;
    private final List<Strand> strands;
    private final int common;
    private final BranchedRow row = new BranchedRow();
    private final BranchedAttention attention;
    private final List<Integer> ends = new ArrayList<>();

    private BranchedPrompts(int firstRow, List<Strand> strands) {
        this.firstRow = firstRow;
        this.strands = strands;
        List<int[]> prompts = prompts(strands);
        this.common = BranchedRow.commonBeginning(prompts);
        int trunk = row.grow(BranchedAttention.STEM, prompts.get(0), 0, common);
        for (int[] prompt : prompts) {
            row.grow(trunk, prompt, common, prompt.length);
            ends.add(common == prompt.length ? common : row.width());
        }
        this.attention = row.attention();
    }

    /**
     * Cuts a batch's prompts into passes.
     *
     * @param strands one of each prompt
     * @return passes that together read every prompt once, to be used within the caller's scope
     */
    static List<PromptPass> of(List<Strand> strands) {
        List<PromptPass> passes = new ArrayList<>();
        int first = 0;
        while (first < strands.size()) {
            int end = first + 1;
            while (end < strands.size() && width(strands.subList(first, end + 1)) <= TOKENS) {
                end++;
            }
            passes.add(new BranchedPrompts(first, strands.subList(first, end)));
            first = end;
        }
        return passes;
    }

    private static int width(List<Strand> strands) {
        List<int[]> prompts = prompts(strands);
        int all = prompts.stream().mapToInt(prompt -> prompt.length).sum();
        return all - (prompts.size() - 1) * BranchedRow.commonBeginning(prompts);
    }

    private static List<int[]> prompts(List<Strand> strands) {
        return strands.stream().map(Strand::promptTokens).toList();
    }

    @Override
    public List<Strand> strands() {
        return strands;
    }

    @Override
    public Tensor tokens() {
        return row.tokens();
    }

    @Override
    public Tensor positions() {
        return attention.positions();
    }

    @Override
    public Attention attention(KeyValueCache cache) {
        return (rule, queries, keys, values) -> {
            cache.file(rule.layer(), firstRow, common, ends, keys, values);
            return attention.attend(rule, queries, keys, values);
        };
    }

    @Override
    public Tensor lastOfEach(Tensor hidden) {
        long[] last = ends.stream().mapToLong(end -> end - 1).toArray();
        return hidden.select(0, 0).index_select(0, HostMemory.tensor(last, last.length));
    }
}
