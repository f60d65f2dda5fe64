package dev.kedge.objective.schedule;

import dev.kedge.api.SettingException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A controller that holds the divergence of each step at a target: its scale is divided by {@code factor} after a step
 * that ended more than {@code band·target} away from where it began, and multiplied by it after one that ended less
 * than {@code target/band} away. The rule of the penalty form of PPO, Schulman et al. 2017, arXiv:1707.06347, section
 * 4.
 *
 * <p>The scale stays within its bounds; where it would leave them, the target is out of reach and {@link #warning} says
 * so.
 */
public final class KlTarget implements ThresholdController {

    /** Where the scale is kept in a checkpoint. */
    private static final String SCALE = "threshold_scale";

    /**
     * The divergence to hold, and how.
     *
     * @param target the divergence to hold, in nats, above 0
     * @param of what is measured
     * @param band how far off it may be, above 1
     * @param factor how much the scale changes at a time, above 1
     * @param minScale the least scale, in (0, 1]
     * @param maxScale the largest scale, at least 1
     */
    public record Config(double target, Measure of, double band, double factor, double minScale, double maxScale) {

        /** PPO's band and factor, and four steps of it either way. */
        public static final Config DEFAULT = new Config(0.01, Measure.KL3, 1.5, 2, 0.0625, 16);

        /** Checks the ranges. */
        public Config {
            if (!(target > 0) || Double.isInfinite(target)) {
                throw new SettingException("target", "must be > 0 and finite, got " + target);
            }
            if (!(band > 1) || !(factor > 1) || Double.isInfinite(factor)) {
                throw new IllegalArgumentException("band and factor must be > 1, got " + band + " and " + factor);
            }
            if (!(minScale > 0 && minScale <= 1)) {
                throw new SettingException("minScale", "must be in (0, 1], got " + minScale);
            }
            if (!(maxScale >= 1) || Double.isInfinite(maxScale)) {
                throw new SettingException("maxScale", "must be >= 1 and finite, got " + maxScale);
            }
        }

        /**
         * The same with another target.
         *
         * @param value in nats, above 0
         */
        public Config withTarget(double value) {
            return new Config(value, of, band, factor, minScale, maxScale);
        }
    }

    private final Config config;
    private double scale = 1;
    private Optional<String> warning = Optional.empty();
    private boolean warned;

    /**
     * A controller.
     *
     * @param config what to hold where
     */
    public KlTarget(Config config) {
        this.config = config;
    }

    @Override
    public Measure measure() {
        return config.of();
    }

    @Override
    public void observe(double divergence) {
        double wanted = scale;
        if (divergence > config.band() * config.target()) {
            wanted = scale / config.factor();
        } else if (divergence < config.target() / config.band()) {
            wanted = scale * config.factor();
        }
        scale = Math.min(config.maxScale(), Math.max(config.minScale(), wanted));
        boolean stuck = scale != wanted;
        warning = stuck && !warned ? Optional.of(outOfReach(divergence)) : Optional.empty();
        warned = stuck;
    }

    private String outOfReach(double divergence) {
        return "objective.controller cannot hold its target: " + config.of().metric() + " is " + divergence
                + " where target is " + config.target() + ", and thresholds are multiplied by " + scale
                + (scale == config.maxScale() ? ", which is max_scale" : ", which is min_scale");
    }

    @Override
    public double scale() {
        return scale;
    }

    @Override
    public Optional<String> warning() {
        return warning;
    }

    @Override
    public SortedMap<String, Double> state() {
        return new TreeMap<>(Map.of(SCALE, scale));
    }

    @Override
    public void resume(SortedMap<String, Double> state) {
        scale = state.getOrDefault(SCALE, 1.0);
    }
}
