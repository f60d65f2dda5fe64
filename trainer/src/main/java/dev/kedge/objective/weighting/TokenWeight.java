package dev.kedge.objective.weighting;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * A factor on the surrogate of each token, by how the policy moved there or elsewhere in the sequence. It multiplies
 * what condition and response leave of the token; denominators do not change. Carries no gradient.
 */
public interface TokenWeight {

    /**
     * The factors.
     *
     * @param inputs the micro-batch
     * @return {@code [B, T]}
     */
    Tensor weights(ObjectiveInputs inputs);

    /**
     * What the factors look at beyond log-probabilities and advantages.
     *
     * @return quantities that the inputs must have
     */
    default Set<Quantity> needs() {
        return Set.of();
    }
}
