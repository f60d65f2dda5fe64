package dev.kedge.objective.advantage;

import dev.kedge.config.Catalogue;
import dev.kedge.config.Choice;
import dev.kedge.config.ConfigException;
import dev.kedge.divergence.Definition;
import dev.kedge.objective.advantage.RewardPenalty.Estimator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The advantage estimators that a recipe can name. To add one: a class and a line here. */
public final class AdvantageCatalogue {

    private static final List<AdvantageKind<?>> KINDS = List.of(
            new AdvantageKind<>(
                    new Definition(
                            "group-mean",
                            "group mean and deviation (GRPO; without the deviation Dr. GRPO)",
                            "(r - mean) / (deviation + epsilon)",
                            "Shao et al. 2024, arXiv:2402.03300; Liu et al. 2025, arXiv:2503.20783"),
                    GroupMean.Config.class,
                    GroupMean.Config.DEFAULT,
                    GroupMean::new),
            new AdvantageKind<>(
                    new Definition(
                            "leave-one-out",
                            "mean of the others of the group (RLOO)",
                            "n/(n - 1) * (r - mean)",
                            "Ahmadian et al. 2024, arXiv:2402.14740"),
                    LeaveOneOut.Config.class,
                    LeaveOneOut.Config.DEFAULT,
                    LeaveOneOut::new),
            new AdvantageKind<>(
                    new Definition(
                            "reinforce-plus-plus",
                            "discounted return, whitened over the tokens of the step (REINFORCE++)",
                            "(G_t - mean) / sqrt(variance + 1e-8), G_t = gamma^(T - t) * r",
                            "Hu et al. 2025, arXiv:2501.03262"),
                    DiscountedReturns.Config.class,
                    DiscountedReturns.Config.DEFAULT,
                    DiscountedReturns::new),
            new AdvantageKind<>(
                    new Definition(
                            "reinforce-plus-plus-baseline",
                            "group mean, whitened over the tokens of the step (REINFORCE++-baseline)",
                            "(a - mean of a) / sqrt(variance of a + 1e-8), a = r - group mean",
                            "Hu et al. 2025, arXiv:2501.03262"),
                    WhitenedGroupMean.Config.class,
                    WhitenedGroupMean.Config.DEFAULT,
                    WhitenedGroupMean::new),
            plain(
                    new Definition(
                            "remax",
                            "reward of the most likely completion (ReMax); one more completion of each prompt",
                            "r - reward of the greedy completion",
                            "Li et al. 2023, arXiv:2310.10505"),
                    GreedyBaseline::new),
            new AdvantageKind<>(
                    new Definition(
                            "opo",
                            "length-weighted mean of the group (OPO)",
                            "r - sum(L * r) / sum(L)",
                            "Hao et al. 2025, arXiv:2505.23585"),
                    LengthWeightedMean.Config.class,
                    LengthWeightedMean.Config.DEFAULT,
                    LengthWeightedMean::new),
            new AdvantageKind<>(
                    new Definition(
                            "gpg",
                            "group mean, scaled by how few rewards there are in the step (GPG)",
                            "rollouts / rollouts with r != 0 * (r - mean) / divisor",
                            "Chu et al. 2025, arXiv:2504.02546"),
                    GroupPolicyGradient.Config.class,
                    GroupPolicyGradient.Config.DEFAULT,
                    GroupPolicyGradient::new),
            new AdvantageKind<>(
                    new Definition(
                            "pass-at-k",
                            "the best of the group against the second best, 0 for the others",
                            "(best - second) / (deviation + epsilon)",
                            "Tang et al. 2025, arXiv:2503.19595"),
                    PassAtK.Config.class,
                    PassAtK.Config.DEFAULT,
                    PassAtK::new),
            plain(
                    new Definition(
                            "max-rl",
                            "group mean, relative to it (MaxRL)",
                            "(r - mean) / mean; 0 if mean <= 0",
                            "arXiv:2602.02710"),
                    MaximumLikelihood::new),
            new AdvantageKind<>(
                    new Definition(
                            "running-average",
                            "what has been earned lately, over all prompts (one role of SPIRAL's RAE)",
                            "r - b, then b = decay * b + (1 - decay) * r",
                            "Liu et al. 2025, arXiv:2506.24119"),
                    RunningAverage.Config.class,
                    RunningAverage.Config.DEFAULT,
                    RunningAverage::new),
            new AdvantageKind<>(
                    new Definition(
                            "gdpo",
                            "each part of the reward normalized in the group, then their sum over the step (GDPO)",
                            "s / (deviation + epsilon), s = sum of weight * (part - mean) / (deviation + epsilon)",
                            "arXiv:2601.05242"),
                    NormalizedParts.Config.class,
                    NormalizedParts.Config.DEFAULT,
                    NormalizedParts::new),
            new AdvantageKind<>(
                    new Definition(
                            "optimal-token-baseline",
                            "baseline of least variance at each token of the group (OTB)",
                            "G_t - sum(G_t * W_t) / sum(W_t), W_t = sum of 1 - 2 p + sum(p^2) up to token t",
                            "arXiv:2602.07078"),
                    OptimalTokenBaseline.Config.class,
                    OptimalTokenBaseline.Config.DEFAULT,
                    OptimalTokenBaseline::new));

    private static final Catalogue<Optional<RewardPenalty>> PENALTIES = new Catalogue<Optional<RewardPenalty>>()
            .with("none", Optional::<RewardPenalty>empty)
            .with("k1", RewardPenalty.Config.class, RewardPenalty.Config.DEFAULT, penalty(Estimator.K1))
            .with("k2", RewardPenalty.Config.class, RewardPenalty.Config.DEFAULT, penalty(Estimator.K2))
            .with("k3", RewardPenalty.Config.class, RewardPenalty.Config.DEFAULT, penalty(Estimator.K3))
            .with("abs", RewardPenalty.Config.class, RewardPenalty.Config.DEFAULT, penalty(Estimator.ABS));

    private AdvantageCatalogue() {}

    /** What an estimator without settings is set by. */
    private record NoSettings() {}

    private static AdvantageKind<?> plain(Definition definition, Supplier<AdvantageEstimator> maker) {
        return new AdvantageKind<>(definition, NoSettings.class, new NoSettings(), none -> maker.get());
    }

    /**
     * Everything there is, in the order of the documentation.
     *
     * @return the kinds, each name once
     */
    public static List<AdvantageKind<?>> kinds() {
        return KINDS;
    }

    /**
     * The estimator and the penalty that a recipe asks for.
     *
     * @param advantage one of {@link #kinds}
     * @param rewardPenalty {@code none}, {@code k1}, {@code k2}, {@code k3} or {@code abs}
     * @return both
     * @throws ConfigException if a kind is unknown, a setting is unknown, of the wrong type or out of range, or one
     *     does not suit the other; its path begins with {@code advantage} or {@code reward_penalty}
     */
    public static Advantages create(Choice advantage, Choice rewardPenalty) {
        return new Advantages(estimator(advantage), PENALTIES.create(rewardPenalty, "reward_penalty"));
    }

    private static AdvantageEstimator estimator(Choice choice) {
        AdvantageKind<?> chosen = KINDS.stream()
                .filter(kind -> kind.name().equals(choice.kind()))
                .findFirst()
                .orElseThrow(() -> choice.unknownKind(
                                KINDS.stream().map(AdvantageKind::name).toList())
                        .atPath("advantage"));
        try {
            return chosen.create(choice);
        } catch (ConfigException e) {
            throw e.atPath("advantage");
        }
    }

    private static Function<RewardPenalty.Config, Optional<RewardPenalty>> penalty(Estimator estimator) {
        return config -> Optional.of(new RewardPenalty(estimator, config));
    }
}
