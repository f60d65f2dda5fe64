package dev.kedge.objective.advantage;

import dev.kedge.api.SettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code A = r − b}, after which {@code b ← decay·b + (1 − decay)·r}, from b = 0, rollout after rollout: what the
 * policy has been earning lately. REINFORCE's oldest baseline; the role-conditioned one of SPIRAL, Liu et al. 2025,
 * arXiv:2506.24119, for one role. It needs no group.
 */
public final class RunningAverage implements RolloutEstimator {

    private static final String BASELINE = "baseline";

    /**
     * The length of its memory.
     *
     * @param decay in (0, 1); it forgets over about {@code 1/(1 − decay)} rollouts
     */
    public record Config(double decay) {

        /** SPIRAL's choice. */
        public static final Config DEFAULT = new Config(0.95);

        /** Checks the range. */
        public Config {
            if (!(decay > 0 && decay < 1)) {
                throw new SettingException("decay", "must be in (0, 1), got " + decay);
            }
        }
    }

    private final Config config;
    private double baseline;

    /**
     * An estimator.
     *
     * @param config how long it remembers
     */
    public RunningAverage(Config config) {
        this.config = config;
    }

    @Override
    public List<double[]> perRollout(List<ScoredGroup> groups) {
        List<double[]> advantages = new ArrayList<>();
        for (ScoredGroup group : groups) {
            double[] rewards = group.rewards();
            double[] differences = new double[rewards.length];
            for (int i = 0; i < rewards.length; i++) {
                differences[i] = rewards[i] - baseline;
                if (!Double.isNaN(rewards[i])) {
                    baseline = config.decay() * baseline + (1 - config.decay()) * rewards[i];
                }
            }
            advantages.add(differences);
        }
        return advantages;
    }

    @Override
    public SortedMap<String, Double> state() {
        return new TreeMap<>(Map.of(BASELINE, baseline));
    }

    @Override
    public void resume(SortedMap<String, Double> state) {
        baseline = state.getOrDefault(BASELINE, 0.0);
    }
}
