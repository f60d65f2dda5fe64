package dev.kedge.model;

import dev.kedge.model.BranchedAttention.Branch;
import dev.kedge.tensor.HostMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A row of tokens that is being written branch by branch, for a pass under {@link BranchedAttention}. */
public final class BranchedRow {

    private final List<Integer> tokens = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();

    /** An empty row. */
    public BranchedRow() {}

    /**
     * How many tokens texts begin with alike.
     *
     * @param texts token ids, at least one text
     * @return all of it if there is but one text
     */
    public static int commonBeginning(List<int[]> texts) {
        int[] first = texts.get(0);
        int common = first.length;
        for (int[] text : texts) {
            int difference = Arrays.mismatch(first, text);
            common = difference < 0 ? common : Math.min(common, difference);
        }
        return common;
    }

    /**
     * Adds a branch of a part of a text.
     *
     * @param stem the number of the branch that it grows from, or {@link BranchedAttention#STEM}
     * @param text token ids
     * @param from the first of the part
     * @param to the first behind it
     * @return the branch's number; the stem's if the part has no tokens
     */
    public int grow(int stem, int[] text, int from, int to) {
        if (from == to) {
            return stem;
        }
        add(
                Branch.straight(stem, to - from),
                Arrays.stream(text, from, to).boxed().toList());
        return branches.size() - 1;
    }

    /**
     * Adds a branch, unless it has no tokens.
     *
     * @param branch what its tokens stand behind
     * @param itsTokens as many as it is wide
     */
    public void add(Branch branch, List<Integer> itsTokens) {
        if (branch.width() > 0) {
            branches.add(branch);
            tokens.addAll(itsTokens);
        }
    }

    /** How many tokens it has. */
    public int width() {
        return tokens.size();
    }

    /** The tokens, {@code int64 [1, T]}. */
    public Tensor tokens() {
        return HostMemory.tensor(tokens.stream().mapToLong(Integer::longValue).toArray(), 1, tokens.size());
    }

    /** The attention of this row; valid as long as the caller's scope. */
    public BranchedAttention attention() {
        return new BranchedAttention(branches);
    }
}
