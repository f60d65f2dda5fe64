package dev.kedge.objective;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** The term that a {@link ControlVariate} takes from the surrogate of each token. */
public interface ControlTerm {

    /**
     * What the term looks at.
     *
     * @return quantities that the inputs must have
     */
    Set<Quantity> needs();

    /**
     * The term.
     *
     * @param inputs the micro-batch
     * @return {@code [B, T]}, carries gradient
     */
    Tensor values(ObjectiveInputs inputs);
}
