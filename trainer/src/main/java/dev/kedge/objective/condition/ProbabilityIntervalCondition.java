package dev.kedge.objective.condition;

import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.tensor.HostMemory;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A condition on the ratio and the old probability {@code p = π_old(a|s)}: {@code log l(p) ≤ x ≤ log u(p)}. The
 * intervals of all tokens are solved in one pass, in float64.
 */
public final class ProbabilityIntervalCondition implements Condition {

    private final ProbabilityCondition condition;

    /**
     * A condition that holds within an interval of its own for each token.
     *
     * @param condition gives the interval of an old probability
     */
    public ProbabilityIntervalCondition(ProbabilityCondition condition) {
        this.condition = condition;
    }

    /**
     * What gives the intervals.
     *
     * @return the condition on w and p
     */
    public ProbabilityCondition condition() {
        return condition;
    }

    @Override
    public Violation test(Tensor logRatio, ObjectiveInputs inputs) {
        double[] old = HostMemory.doubles(inputs.oldLogprobs().to(ScalarType.Double));
        double[] low = new double[old.length];
        double[] high = new double[old.length];
        condition.logBounds(old, low, high);
        long[] shape = {logRatio.size(0), logRatio.size(1)};
        return TokenIntervals.test(logRatio, HostMemory.tensor(low, shape), HostMemory.tensor(high, shape));
    }
}
