package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;
import java.util.OptionalDouble;

/**
 * {@code factor·φ(w)}: a measure in another scale. Its interval at {@code δ} is that of φ at {@code δ/factor}.
 *
 * @param measure φ
 * @param factor finite, above 0
 */
record ScaledMeasure(RatioMeasure measure, double factor) implements RatioMeasure {

    ScaledMeasure {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("factor must be in (0, Infinity), got " + factor);
        }
    }

    @Override
    public Definition definition() {
        Definition unscaled = measure.definition();
        return new Definition(
                unscaled.name(),
                unscaled.title() + ", times " + factor,
                factor + " * (" + unscaled.formula() + ")",
                unscaled.citation());
    }

    @Override
    public double phi(double logRatio) {
        return factor * measure.phi(logRatio);
    }

    @Override
    public double slope(double logRatio) {
        return factor * measure.slope(logRatio);
    }

    @Override
    public OptionalDouble curvature() {
        OptionalDouble unscaled = measure.curvature();
        return unscaled.isPresent() ? OptionalDouble.of(factor * unscaled.getAsDouble()) : unscaled;
    }

    @Override
    public LogInterval interval(double delta) {
        return measure.interval(delta / factor);
    }
}
