package dev.kedge.objective.response;

import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * A loss of a whole group of completions, of which no completion's part is a function of itself alone. Its weights, one
 * for each sequence, are computed from the whole update before the first backward pass; {@code sg(g)·log π_θ} then has
 * the gradient of the loss however the update is cut into micro-batches. Conditions make no difference; whole groups
 * must be in one update.
 */
public abstract class GroupResponse implements Response {

    private final Quantity weight =
            Quantity.ofUpdate("GROUP_WEIGHT", (tokens, choices) -> Optional.of(perToken(tokens)));

    GroupResponse() {}

    /**
     * One sequence of a group.
     *
     * @param sum {@code Σ_t x_t}
     * @param length its tokens
     * @param advantage the mean over its tokens
     */
    record Member(double sum, int length, double advantage) {

        double mean() {
            return sum / length;
        }
    }

    /** The weight g of {@code ∇log π_θ} at each token of each sequence of a group. */
    abstract double[] weights(Member[] group);

    private double[][] perToken(UpdateTokens tokens) {
        int sequences = tokens.logprobs().length;
        double[][] x = tokens.shaped(tokens.logRatios());
        double[][] weights = new double[sequences][];
        for (int[] group : tokens.groupMembers()) {
            Member[] members = Arrays.stream(group)
                    .mapToObj(i -> new Member(
                            Arrays.stream(x[i]).sum(),
                            x[i].length,
                            Arrays.stream(tokens.advantages()[i]).average().orElse(0)))
                    .toArray(Member[]::new);
            double[] ofGroup = weights(members);
            for (int i = 0; i < group.length; i++) {
                weights[group[i]] = new double[x[group[i]].length];
                Arrays.fill(weights[group[i]], ofGroup[i]);
            }
        }
        return weights;
    }

    @Override
    public final Tensor surrogate(SurrogateTerms terms) {
        return terms.inputs().get(weight).mul(terms.logprobs());
    }

    @Override
    public final Set<Quantity> needs() {
        return Set.of(weight);
    }

    @Override
    public final boolean looksAtPolicy() {
        return true;
    }

    @Override
    public final boolean needsWholeGroups() {
        return true;
    }

    @Override
    public final boolean heedsCondition() {
        return false;
    }
}
