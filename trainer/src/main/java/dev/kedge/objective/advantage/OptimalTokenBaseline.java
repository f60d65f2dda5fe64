package dev.kedge.objective.advantage;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * {@code A_t = G_t − B_t}, {@code B_t = Σ_i G_t·W_t / (Σ_i W_t + 1e-8)} over the rollouts of the group that have a
 * token t, where {@code W_t} is the sum of the energies {@code 1 − 2π + Σπ²} of the tokens up to t: the baseline of
 * least variance at each token, by the squared gradient in the logits. {@code G_t} is the reward and the penalties from
 * token t on. arXiv:2602.07078.
 *
 * <p>A group of one has no baseline: its advantage is its return. verl has a second variant for completions with
 * foreign tokens in between, which takes these out first; completions here have none, so it is the same.
 */
public final class OptimalTokenBaseline implements AdvantageEstimator {

    private static final double EPSILON = 1e-8;

    /**
     * Settings.
     *
     * @param openTail whether the longest completion has no baseline where it is alone; it would be compared with
     *     itself, and so have advantage 0
     */
    public record Config(boolean openTail) {

        /** verl's choice. */
        public static final Config DEFAULT = new Config(true);
    }

    private final Config config;

    /**
     * An estimator.
     *
     * @param config settings
     */
    public OptimalTokenBaseline(Config config) {
        this.config = config;
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.TOKEN_ENERGIES);
    }

    @Override
    public List<List<Advantage>> advantages(List<ScoredGroup> groups) {
        return groups.stream().map(this::ofGroup).toList();
    }

    private List<Advantage> ofGroup(ScoredGroup group) {
        List<ScoredRollout> judged =
                group.rollouts().stream().filter(ScoredRollout::applies).toList();
        double[] baselines = baselines(judged);
        return group.rollouts().stream()
                .map(rollout -> rollout.applies() ? ofRollout(rollout, baselines) : Advantage.ofRollout(0))
                .toList();
    }

    private static Advantage ofRollout(ScoredRollout rollout, double[] baselines) {
        double[] advantages = rollout.returns(1);
        for (int token = 0; token < advantages.length; token++) {
            advantages[token] -= baselines[token];
        }
        return new Advantage(advantages);
    }

    /** One per token of the longest completion. */
    private double[] baselines(List<ScoredRollout> rollouts) {
        int[] lengths =
                rollouts.stream().mapToInt(ScoredRollout::length).sorted().toArray();
        int longest = lengths.length == 0 ? 0 : lengths[lengths.length - 1];
        double[] weighted = new double[longest];
        double[] weights = new double[longest];
        for (ScoredRollout rollout : rollouts) {
            double[] returns = rollout.returns(1);
            double energy = 0;
            for (int token = 0; token < returns.length; token++) {
                energy += rollout.energies()[token];
                weighted[token] += returns[token] * energy;
                weights[token] += energy;
            }
        }
        for (int token = 0; token < longest; token++) {
            weighted[token] /= weights[token] + EPSILON;
        }
        if (rollouts.size() == 1) {
            Arrays.fill(weighted, 0);
        } else if (config.openTail() && longest > 0) {
            Arrays.fill(weighted, lengths[lengths.length - 2], longest, 0);
        }
        return weighted;
    }
}
