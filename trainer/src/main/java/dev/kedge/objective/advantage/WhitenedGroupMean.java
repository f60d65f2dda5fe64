package dev.kedge.objective.advantage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * {@code A = whitened(r − mean of the group)}, centred and scaled over all tokens of the step, so that a long
 * completion counts for more in mean and variance. REINFORCE++-baseline, Hu et al. 2025, arXiv:2501.03262.
 */
public final class WhitenedGroupMean implements RolloutEstimator {

    /**
     * Settings.
     *
     * @param singleton what the reward of a group of one is compared with
     */
    public record Config(GroupOfOne singleton) {

        /** A group of one is as good as its batch: it is compared with itself before whitening. */
        public static final Config DEFAULT = new Config(GroupOfOne.ZERO);
    }

    private final GroupOfOne singleton;

    /**
     * An estimator.
     *
     * @param config settings
     */
    public WhitenedGroupMean(Config config) {
        this.singleton = config.singleton();
    }

    @Override
    public Set<Requirement> requirements() {
        return singleton.requirements();
    }

    @Override
    public List<double[]> perRollout(List<ScoredGroup> groups) {
        List<double[]> centred = groups.stream().map(this::centred).toList();
        List<double[]> tokens = new ArrayList<>();
        for (int g = 0; g < centred.size(); g++) {
            for (int i = 0; i < centred.get(g).length; i++) {
                double[] repeated = new double[groups.get(g).rollouts().get(i).length()];
                Arrays.fill(repeated, centred.get(g)[i]);
                tokens.add(repeated);
            }
        }
        TokenWhitening batch = TokenWhitening.of(tokens);
        return centred.stream().map(batch::apply).toList();
    }

    private double[] centred(ScoredGroup group) {
        double[] rewards = group.rewards();
        double mean = singleton.statistics(rewards).mean();
        return DoubleStream.of(rewards).map(reward -> reward - mean).toArray();
    }
}
