package dev.kedge.objective.input;

import dev.kedge.tensor.MaskedReduction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * The input of the objective: one micro-batch of completions, right-padded.
 *
 * <p>Values at unmasked positions have no influence, whatever they are. All floating tensors are of one type, float32
 * in training.
 */
public final class ObjectiveInputs {

    private final Tensor logprobs;
    private final Tensor oldLogprobs;
    private final Tensor advantages;
    private final Tensor mask;
    private final Map<Quantity, Tensor> quantities;

    private ObjectiveInputs(
            Tensor logprobs, Tensor oldLogprobs, Tensor advantages, Tensor mask, Map<Quantity, Tensor> quantities) {
        this.logprobs = logprobs;
        this.oldLogprobs = oldLogprobs;
        this.advantages = advantages;
        this.mask = mask;
        this.quantities = quantities;
    }

    /**
     * The inputs that every objective has.
     *
     * @param logprobs natural log-probabilities of the sampled tokens under the policy, {@code [B, T]}; carries
     *     gradient
     * @param oldLogprobs the same under the policy at the start of the inner updates, {@code [B, T]}, no gradient
     * @param advantages one per sequence {@code [B, 1]} or one per token {@code [B, T]}, no gradient
     * @param mask bool {@code [B, T]}, true where a completion token counts
     * @return the inputs, to which quantities can be added
     */
    public static ObjectiveInputs of(Tensor logprobs, Tensor oldLogprobs, Tensor advantages, Tensor mask) {
        return new ObjectiveInputs(logprobs, oldLogprobs, advantages, mask, new LinkedHashMap<>());
    }

    /**
     * The same inputs and one quantity more.
     *
     * @param quantity what it is
     * @param values {@code [B, T]}
     * @return new inputs
     */
    public ObjectiveInputs with(Quantity quantity, Tensor values) {
        Map<Quantity, Tensor> more = new LinkedHashMap<>();
        more.putAll(quantities);
        more.put(quantity, values);
        return new ObjectiveInputs(logprobs, oldLogprobs, advantages, mask, more);
    }

    /**
     * The same inputs with other log-probabilities to compare with.
     *
     * @param values {@code [B, T]}, no gradient
     * @return new inputs
     */
    public ObjectiveInputs withOldLogprobs(Tensor values) {
        return new ObjectiveInputs(logprobs, values, advantages, mask, quantities);
    }

    /**
     * Log-probabilities under the policy, 0 where the mask is not set.
     *
     * @return {@code [B, T]}, carries gradient
     */
    public Tensor logprobs() {
        return MaskedReduction.select(logprobs, mask);
    }

    /**
     * Log-probabilities under the policy at the start of the inner updates, 0 where the mask is not set.
     *
     * @return {@code [B, T]}
     */
    public Tensor oldLogprobs() {
        return MaskedReduction.select(oldLogprobs, mask);
    }

    /**
     * Where a completion token counts.
     *
     * @return bool {@code [B, T]}
     */
    public Tensor mask() {
        return mask;
    }

    /**
     * The log importance ratio of each token, {@code logprobs - oldLogprobs}, 0 where the mask is not set.
     *
     * @return {@code [B, T]}, carries gradient
     */
    public Tensor tokenLogRatio() {
        return MaskedReduction.select(logprobs.sub(oldLogprobs), mask);
    }

    /**
     * The advantage of each token, 0 where the mask is not set.
     *
     * @return {@code [B, T]}
     */
    public Tensor tokenAdvantages() {
        return MaskedReduction.select(advantages, mask);
    }

    /**
     * Whether a quantity was given.
     *
     * @param quantity which
     * @return true if {@link #get} has it
     */
    public boolean has(Quantity quantity) {
        return quantities.containsKey(quantity);
    }

    /**
     * A quantity that an axis declared it needs, 0 where the mask is not set.
     *
     * @param quantity which
     * @return {@code [B, T]}
     * @throws IllegalStateException if nobody provided it
     */
    public Tensor get(Quantity quantity) {
        Tensor values = quantities.get(quantity);
        if (values == null) {
            throw new IllegalStateException("the objective needs " + quantity + ", which was not given");
        }
        return MaskedReduction.select(values, mask);
    }
}
