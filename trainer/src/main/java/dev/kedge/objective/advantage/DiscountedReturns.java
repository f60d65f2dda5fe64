package dev.kedge.objective.advantage;

import dev.kedge.api.SettingException;
import java.util.List;

/**
 * {@code A_t = whitened(G_t)}, {@code G_t = γ^(T−t)·r} for token t of T (and the discounted penalties that follow, if
 * the reward has any), centred and scaled over all tokens of the step: REINFORCE whose baseline is the batch. It needs
 * no group. REINFORCE++, Hu et al. 2025, arXiv:2501.03262.
 */
public final class DiscountedReturns implements AdvantageEstimator {

    /**
     * The weight of later rewards.
     *
     * @param gamma γ in (0, 1]
     */
    public record Config(double gamma) {

        /** No discount. */
        public static final Config DEFAULT = new Config(1);

        /** Checks the range. */
        public Config {
            if (!(gamma > 0 && gamma <= 1)) {
                throw new SettingException("gamma", "must be in (0, 1], got " + gamma);
            }
        }
    }

    private final Config config;

    /**
     * An estimator.
     *
     * @param config how much later rewards count
     */
    public DiscountedReturns(Config config) {
        this.config = config;
    }

    @Override
    public List<List<Advantage>> advantages(List<ScoredGroup> groups) {
        TokenWhitening batch = TokenWhitening.of(groups.stream()
                .flatMap(group -> group.rollouts().stream())
                .map(rollout -> rollout.returns(config.gamma()))
                .toList());
        return groups.stream()
                .map(group -> group.rollouts().stream()
                        .map(rollout -> ofRollout(rollout, batch))
                        .toList())
                .toList();
    }

    private Advantage ofRollout(ScoredRollout rollout, TokenWhitening batch) {
        return rollout.applies() ? new Advantage(batch.apply(rollout.returns(config.gamma()))) : Advantage.ofRollout(0);
    }
}
