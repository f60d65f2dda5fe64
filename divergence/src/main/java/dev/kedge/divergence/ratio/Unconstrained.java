package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.RatioCondition;

/** No condition: every ratio is feasible. Plain importance-sampled policy gradient. */
public record Unconstrained() implements RatioCondition {

    private static final Definition DEFINITION = new Definition(
            "none", "no condition", "true", "importance-sampled policy gradient, without a trust region");

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double threshold() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public LogInterval interval() {
        return LogInterval.UNBOUNDED;
    }

    @Override
    public double divergence(double logRatio) {
        return 0;
    }

    @Override
    public String toString() {
        return DEFINITION.title();
    }
}
