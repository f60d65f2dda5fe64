package dev.kedge.model;

import dev.kedge.tensor.HostMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Attention over one row in which what several texts begin with stands once: a token sees itself and the tokens of its
 * own text before it, wherever in the row they stand. Each token sees what it would see if its text stood alone in a
 * row of {@link CausalAttention}.
 *
 * <pre>
 *   branch 0   s s s s                what all prompts begin with
 *   branch 1     └ p p p              the rest of one prompt, after branch 0
 *   branch 2         └ c c c          its completions, after branch 1: two that differ from the third token on
 *                          └ c c
 * </pre>
 */
public final class BranchedAttention implements Attention {

    /** Hides a column of a score: its exponential is 0, and sums with it stay finite in bfloat16 too. */
    private static final float HIDDEN = -1e30f;

    /** The place of what stands before a branch's first tokens: the last token of the branch that it grows from. */
    public static final int STEM = -1;

    /**
     * Tokens side by side in the row.
     *
     * @param stem the branch that this one grows from, an earlier one without a fork in it; {@link #STEM} if its first
     *     tokens begin a text
     * @param before for each token the place in this branch of the token before it in its text, an earlier one, or
     *     {@link #STEM}
     */
    public record Branch(int stem, int[] before) {

        /**
         * A branch without a fork.
         *
         * @param stem the branch that it grows from, or {@link #STEM}
         * @param tokens how many it has
         */
        public static Branch straight(int stem, int tokens) {
            int[] before = new int[tokens];
            Arrays.setAll(before, i -> i - 1);
            return new Branch(stem, before);
        }

        /** How many tokens it has. */
        public int width() {
            return before.length;
        }
    }

    /**
     * The columns of a branch, those of the branches it grows from, and the place in its text of each of its tokens.
     */
    private record Site(int start, int width, List<Site> stems, int[] positions) {

        private int stemWidth() {
            return stems.stream().mapToInt(Site::width).sum();
        }
    }

    private final List<Branch> branches;
    private final List<Site> sites = new ArrayList<>();
    private final List<Tensor> biases = new ArrayList<>(); // [1, T, S] of each

    /**
     * An attention for one batch of one row.
     *
     * @param branches in the order in which they stand in the row; the attention is valid as long as the caller's scope
     */
    public BranchedAttention(List<Branch> branches) {
        this.branches = List.copyOf(branches);
        int start = 0;
        for (Branch branch : branches) {
            Site site = site(branch, start);
            sites.add(site);
            biases.add(bias(branch, site, OptionalInt.empty()));
            start += branch.width();
        }
    }

    private Site site(Branch branch, int start) {
        List<Site> stems = new ArrayList<>();
        if (branch.stem() != STEM) {
            stems.addAll(sites.get(branch.stem()).stems());
            stems.add(sites.get(branch.stem()));
        }
        int first = stems.stream().mapToInt(Site::width).sum();
        int[] positions = new int[branch.width()];
        for (int token = 0; token < positions.length; token++) {
            int before = branch.before()[token];
            positions[token] = before == STEM ? first : positions[before] + 1;
        }
        return new Site(start, branch.width(), List.copyOf(stems), positions);
    }

    /** What a branch's tokens see of its stems and of itself, in the window. */
    private static Tensor bias(Branch branch, Site site, OptionalInt window) {
        int stems = site.stemWidth();
        int columns = stems + branch.width();
        float[] bias = new float[branch.width() * columns];
        Arrays.fill(bias, HIDDEN);
        for (int query = 0; query < branch.width(); query++) {
            int position = site.positions()[query];
            int oldest = position - window.orElse(position + 1); // hidden, and what is older
            for (int column = Math.max(0, oldest + 1); column < stems; column++) {
                bias[query * columns + column] = 0;
            }
            for (int key = query; key != STEM && site.positions()[key] > oldest; key = branch.before()[key]) {
                bias[query * columns + stems + key] = 0;
            }
        }
        return HostMemory.tensor(bias, 1, branch.width(), columns);
    }

    /** The place in its text of every token of the row, {@code int64 [1, T]}. */
    public Tensor positions() {
        long[] positions = sites.stream()
                .flatMapToInt(site -> Arrays.stream(site.positions()))
                .asLongStream()
                .toArray();
        return HostMemory.tensor(positions, 1, positions.length);
    }

    /**
     * {@inheritDoc}
     *
     * @param queries {@code [1, H, T, d]}, T the width of all branches
     */
    @Override
    public Tensor attend(AttentionRule rule, Tensor queries, Tensor keys, Tensor values) {
        TensorVector parts = new TensorVector();
        for (int i = 0; i < sites.size(); i++) {
            Site site = sites.get(i);
            Tensor attended = CausalAttention.biased(
                    rule,
                    queries.narrow(2, site.start(), site.width()),
                    seen(keys, site),
                    seen(values, site),
                    bias(i, rule).to(queries.scalar_type()));
            parts.push_back(attended.transpose(1, 2).flatten(2, 3));
        }
        return torch.cat(parts, 1);
    }

    private Tensor bias(int branch, AttentionRule rule) {
        Site site = sites.get(branch);
        int longest = Arrays.stream(site.positions()).max().orElse(0) + 1;
        return rule.hides(longest) ? bias(branches.get(branch), site, rule.window()) : biases.get(branch);
    }

    /** The heads of a branch behind those of what it grows from, {@code [1, K, S, d]}. */
    private static Tensor seen(Tensor heads, Site site) {
        TensorVector parts = new TensorVector();
        site.stems().forEach(stem -> parts.push_back(heads.narrow(2, stem.start(), stem.width())));
        parts.push_back(heads.narrow(2, site.start(), site.width()));
        return torch.cat(parts, 2);
    }
}
