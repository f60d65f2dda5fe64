package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.RatioCondition;

/**
 * The condition {@code φ(w) <= δ}: a measure with a threshold.
 *
 * <p>By the paper's equivalence it acts as a clip of {@code w} to the interval it contains, usually not symmetric
 * around 1. Wu et al. 2026, arXiv:2602.05494.
 */
public final class DivergenceBall implements RatioCondition {

    private final RatioMeasure measure;
    private final double delta;
    private final LogInterval interval;

    /**
     * Solves for the interval.
     *
     * @param measure φ
     * @param delta δ, finite, above 0, in the measure's own scale
     */
    public DivergenceBall(RatioMeasure measure, double delta) {
        this.measure = measure;
        this.delta = delta;
        this.interval = measure.interval(delta);
    }

    /**
     * What is being bounded.
     *
     * @return φ
     */
    public RatioMeasure measure() {
        return measure;
    }

    @Override
    public Definition definition() {
        Definition bounded = measure.definition();
        return bounded.withFormula(bounded.formula() + " <= delta");
    }

    @Override
    public double threshold() {
        return delta;
    }

    @Override
    public LogInterval interval() {
        return interval;
    }

    @Override
    public double divergence(double logRatio) {
        return measure.phi(logRatio);
    }

    @Override
    public String toString() {
        return measure.definition().title() + ": " + measure.definition().formula() + " <= " + delta;
    }
}
