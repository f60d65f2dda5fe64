package dev.kedge.objective.condition;

import dev.kedge.divergence.LogInterval;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.UpdateTokens;
import org.bytedeco.pytorch.Tensor;

/** An interval of ratios that is computed anew for each update, from all its tokens. */
abstract class AdaptiveInterval implements Condition {

    /** The interval for an update. */
    abstract LogInterval interval(UpdateTokens tokens);

    @Override
    public boolean adaptive() {
        return true;
    }

    @Override
    public Violation test(Tensor logRatio, ObjectiveInputs inputs) {
        throw new IllegalStateException("a condition that adapts is tested at(update tokens)");
    }

    @Override
    public Condition at(UpdateTokens tokens) {
        return new IntervalCondition(interval(tokens));
    }
}
