package dev.kedge.model;

import dev.kedge.tensor.HostMemory;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Attention over prompts that stand once, each followed by all of its completions: a prompt's token sees the prompt up
 * to itself, a completion's token the whole prompt and its own completion up to itself. Each token sees what it would
 * see if its prompt and its completion stood alone in a row of {@link CausalAttention}; the prompt is read once in
 * place of once for each completion.
 */
public final class SharedPromptAttention implements Attention {

    /** Hides a column of a score: its exponential is 0, and sums with it stay finite in bfloat16 too. */
    private static final float HIDDEN = -1e30f;

    /**
     * A prompt and its completions, side by side: the prompt, padded on the right, then each completion, padded on the
     * right.
     *
     * @param promptTokens tokens of the prompt, without padding
     * @param promptWidth the same with padding
     * @param completions how many there are
     * @param completionWidth the padded width of each
     */
    public record Family(int promptTokens, int promptWidth, int completions, int completionWidth) {

        /** All tokens, with padding. */
        public int width() {
            return promptWidth + completions * completionWidth;
        }
    }

    private final List<Family> families;
    private final List<Tensor> biases; // [1, C, P + C] of each

    /**
     * An attention for one batch of one row.
     *
     * @param families in the order in which they stand in the row; valid as long as the caller's scope
     */
    public SharedPromptAttention(List<Family> families) {
        this.families = List.copyOf(families);
        this.biases = families.stream()
                .map(family -> bias(family, OptionalInt.empty()))
                .toList();
    }

    /** What a completion's tokens see: the prompt without its padding, and what stands before them, in the window. */
    private static Tensor bias(Family family, OptionalInt window) {
        int columns = family.promptWidth() + family.completionWidth();
        float[] bias = new float[family.completionWidth() * columns];
        for (int query = 0; query < family.completionWidth(); query++) {
            for (int column = 0; column < columns; column++) {
                boolean ofPrompt = column < family.promptWidth();
                int own = column - family.promptWidth();
                int back = ofPrompt ? family.promptTokens() + query - column : query - own;
                boolean there = ofPrompt ? column < family.promptTokens() : own <= query;
                boolean seen = there && back < window.orElse(Integer.MAX_VALUE);
                bias[query * columns + column] = seen ? 0 : HIDDEN;
            }
        }
        return HostMemory.tensor(bias, 1, family.completionWidth(), columns);
    }

    /**
     * {@inheritDoc}
     *
     * @param queries {@code [1, H, T, d]}, T the width of all families
     */
    @Override
    public Tensor attend(AttentionRule rule, Tensor queries, Tensor keys, Tensor values) {
        TensorVector parts = new TensorVector();
        long start = 0;
        for (int i = 0; i < families.size(); i++) {
            Family family = families.get(i);
            long prompt = family.promptWidth();
            parts.push_back(CausalAttention.full()
                    .attend(
                            rule,
                            queries.narrow(2, start, prompt),
                            keys.narrow(2, start, prompt),
                            values.narrow(2, start, prompt)));
            Tensor attended = CausalAttention.biased(
                    rule,
                    completions(queries, start, family),
                    torch.cat(withPrompt(keys, start, family), 2),
                    torch.cat(withPrompt(values, start, family), 2),
                    bias(i, rule).to(queries.scalar_type()));
            parts.push_back(attended.transpose(1, 2).reshape(1, family.width() - prompt, -1));
            start += family.width();
        }
        return torch.cat(parts, 1);
    }

    private Tensor bias(int family, AttentionRule rule) {
        Family asked = families.get(family);
        return rule.hides(asked.promptTokens() + asked.completionWidth())
                ? bias(asked, rule.window())
                : biases.get(family);
    }

    /** A family's completions as rows, {@code [k, H, C, d]}. */
    private static Tensor completions(Tensor heads, long start, Family family) {
        return heads.narrow(2, start + family.promptWidth(), (long) family.completions() * family.completionWidth())
                .squeeze(0)
                .unflatten(1, new long[] {family.completions(), family.completionWidth()})
                .transpose(0, 1);
    }

    /** The prompt's heads before those of each completion, {@code [k, K, P, d]} and {@code [k, K, C, d]}. */
    private static TensorVector withPrompt(Tensor heads, long start, Family family) {
        Tensor prompt = heads.narrow(2, start, family.promptWidth());
        return new TensorVector(
                prompt.expand(family.completions(), prompt.size(1), prompt.size(2), prompt.size(3)),
                completions(heads, start, family));
    }
}
