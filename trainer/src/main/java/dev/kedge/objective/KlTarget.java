package dev.kedge.objective;

import dev.kedge.api.SettingException;
import dev.kedge.checkpoint.Checkpointed;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The controller of how tight the objective is, so that the divergence measured in each step stays at a target:
 * thresholds of the condition are multiplied by a scale that is divided by {@code factor} after a step that measured
 * more than {@code band·target}, and multiplied by it after one that measured less than {@code target/band};
 * coefficients of a proximal penalty are divided by it. The rule of the penalty form of PPO, Schulman et al. 2017,
 * arXiv:1707.06347, section 4.
 */
public final class KlTarget implements Checkpointed {

    /** Where the scale is kept in a checkpoint. */
    private static final String SCALE = "threshold_scale";

    /** A scale beyond this or its inverse says that the target is out of reach. */
    private static final double LIMIT = 1024;

    /** The quantity that is measured. */
    public enum Measure {
        /** The mean of KL3 over the tokens of the step's updates: {@code update/kl3}. */
        KL3("update/kl3"),
        /** The exact divergence at the tokens where it is measured: {@code exact/kl}. */
        EXACT("exact/kl");

        private final String metric;

        Measure(String metric) {
            this.metric = metric;
        }
    }

    /**
     * The divergence to hold, and how.
     *
     * @param target the divergence to hold, in nats, above 0
     * @param of what is measured
     * @param band how far off it may be, above 1
     * @param factor how much the scale changes at a time, above 1
     */
    public record Config(double target, Measure of, double band, double factor) {

        /** PPO's band and factor. */
        public static final Config DEFAULT = new Config(0.01, Measure.KL3, 1.5, 2);

        /** Checks the ranges. */
        public Config {
            if (!(target > 0) || Double.isInfinite(target)) {
                throw new SettingException("target", "must be > 0 and finite, got " + target);
            }
            if (!(band > 1) || !(factor > 1) || Double.isInfinite(factor)) {
                throw new IllegalArgumentException("band and factor must be > 1, got " + band + " and " + factor);
            }
        }
    }

    private final Config config;
    private double scale = 1;

    /**
     * A controller.
     *
     * @param config what to hold where
     */
    public KlTarget(Config config) {
        this.config = config;
    }

    /**
     * Takes a step's measurement into account.
     *
     * @param metrics of the step; without the measurement (a step without updates) nothing changes
     */
    public void observe(Map<String, Double> metrics) {
        Double measured = metrics.get(config.of().metric);
        if (measured == null) {
            return;
        }
        if (measured > config.band() * config.target()) {
            scale = Math.max(1 / LIMIT, scale / config.factor());
        } else if (measured < config.target() / config.band()) {
            scale = Math.min(LIMIT, scale * config.factor());
        }
    }

    /**
     * What thresholds are multiplied by.
     *
     * @return 1 at the start
     */
    public double scale() {
        return scale;
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
