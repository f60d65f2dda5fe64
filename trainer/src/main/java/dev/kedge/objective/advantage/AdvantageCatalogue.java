package dev.kedge.objective.advantage;

import dev.kedge.api.About;
import dev.kedge.api.Catalogue;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Kind;
import dev.kedge.objective.advantage.RewardPenalty.Estimator;
import java.util.List;
import java.util.function.Function;

/** The advantage estimators that a recipe can name. To add one: a class and a line here. */
public final class AdvantageCatalogue {

    private static final List<Kind<?, AdvantageEstimator>> KINDS = List.of(
            kind(
                    "group-mean",
                    About.of(
                            "group mean and deviation (GRPO; without the deviation Dr. GRPO)",
                            "(r - mean) / (deviation + epsilon)",
                            "Shao et al. 2024, arXiv:2402.03300; Liu et al. 2025, arXiv:2503.20783"),
                    GroupMean.Config.DEFAULT,
                    GroupMean::new),
            kind(
                    "leave-one-out",
                    About.of(
                            "mean of the others of the group (RLOO)",
                            "n/(n - 1) * (r - mean)",
                            "Ahmadian et al. 2024, arXiv:2402.14740"),
                    LeaveOneOut.Config.DEFAULT,
                    LeaveOneOut::new),
            kind(
                    "reinforce-plus-plus",
                    About.of(
                            "discounted return, whitened over the tokens of the step (REINFORCE++)",
                            "(G_t - mean) / sqrt(variance + 1e-8), G_t = gamma^(T - t) * r",
                            "Hu et al. 2025, arXiv:2501.03262"),
                    DiscountedReturns.Config.DEFAULT,
                    DiscountedReturns::new),
            kind(
                    "reinforce-plus-plus-baseline",
                    About.of(
                            "group mean, whitened over the tokens of the step (REINFORCE++-baseline)",
                            "(a - mean of a) / sqrt(variance of a + 1e-8), a = r - group mean",
                            "Hu et al. 2025, arXiv:2501.03262"),
                    WhitenedGroupMean.Config.DEFAULT,
                    WhitenedGroupMean::new),
            Kind.plain(
                    AdvantageEstimator.class,
                    "remax",
                    About.of(
                            "reward of the most likely completion (ReMax); one more completion of each prompt",
                            "r - reward of the greedy completion",
                            "Li et al. 2023, arXiv:2310.10505"),
                    GreedyBaseline::new),
            kind(
                    "opo",
                    About.of(
                            "length-weighted mean of the group (OPO)",
                            "r - sum(L * r) / sum(L)",
                            "Hao et al. 2025, arXiv:2505.23585"),
                    LengthWeightedMean.Config.DEFAULT,
                    LengthWeightedMean::new),
            kind(
                    "gpg",
                    About.of(
                            "group mean, scaled by how few rewards there are in the step (GPG)",
                            "rollouts / rollouts with r != 0 * (r - mean) / divisor",
                            "Chu et al. 2025, arXiv:2504.02546"),
                    GroupPolicyGradient.Config.DEFAULT,
                    GroupPolicyGradient::new),
            kind(
                    "pass-at-k",
                    About.of(
                            "the best of the group against the second best, 0 for the others",
                            "(best - second) / (deviation + epsilon)",
                            "Tang et al. 2025, arXiv:2503.19595"),
                    PassAtK.Config.DEFAULT,
                    PassAtK::new),
            Kind.plain(
                    AdvantageEstimator.class,
                    "max-rl",
                    About.of(
                            "group mean, relative to it (MaxRL)",
                            "(r - mean) / mean; 0 if mean <= 0",
                            "arXiv:2602.02710"),
                    MaximumLikelihood::new),
            kind(
                    "optimal-value",
                    About.of(
                            "value of the best policy near the sampled one (A*-PO)",
                            "r - beta * log(mean(exp(r / beta)))",
                            "arXiv:2505.20686"),
                    OptimalValue.Config.DEFAULT,
                    OptimalValue::new),
            Kind.plain(
                    AdvantageEstimator.class,
                    "batch-mean",
                    About.of(
                            "mean of all rewards of the step, whatever the prompt (REINFORCE, FlashREINFORCE)",
                            "r - mean of the step",
                            "Williams 1992; FlashREINFORCE 2026, OpenRLHF pull request 1339"),
                    BatchMean::new),
            kind(
                    "running-average",
                    About.of(
                            "what has been earned lately, over all prompts (one role of SPIRAL's RAE)",
                            "r - b, then b = decay * b + (1 - decay) * r",
                            "Liu et al. 2025, arXiv:2506.24119"),
                    RunningAverage.Config.DEFAULT,
                    RunningAverage::new),
            kind(
                    "gdpo",
                    About.of(
                            "each part of the reward normalized in the group, then their sum over the step (GDPO)",
                            "s / (deviation + epsilon), s = sum of weight * (part - mean) / (deviation + epsilon)",
                            "arXiv:2601.05242"),
                    NormalizedParts.Config.DEFAULT,
                    NormalizedParts::new),
            kind(
                    "optimal-token-baseline",
                    About.of(
                            "baseline of least variance at each token of the group (OTB)",
                            "G_t - sum(G_t * W_t) / sum(W_t), W_t = sum of 1 - 2 p + sum(p^2) up to token t",
                            "arXiv:2602.07078"),
                    OptimalTokenBaseline.Config.DEFAULT,
                    OptimalTokenBaseline::new));

    private static final List<Kind<?, RewardPenalty>> PENALTIES = List.of(
            penalty("k1", Estimator.K1, "d = log pi - log pi_ref"),
            penalty("k2", Estimator.K2, "d^2/2"),
            penalty("k3", Estimator.K3, "exp(-d) - 1 + d"),
            penalty("abs", Estimator.ABS, "|d|"));

    private AdvantageCatalogue() {}

    /**
     * The estimators, in the order of the documentation, and those of other jars.
     *
     * @param foreign kinds of any types
     */
    public static Catalogue<AdvantageEstimator> estimators(ForeignKinds foreign) {
        return Catalogue.of(AdvantageEstimator.class, KINDS).with(foreign);
    }

    /**
     * The penalties in the reward.
     *
     * @param foreign kinds of any types
     */
    public static Catalogue<RewardPenalty> penalties(ForeignKinds foreign) {
        return Catalogue.of(RewardPenalty.class, PENALTIES).with(foreign);
    }

    private static <C extends Record> Kind<C, AdvantageEstimator> kind(
            String name, About about, C defaults, Function<C, AdvantageEstimator> maker) {
        return Kind.of(AdvantageEstimator.class, name, about, defaults, maker);
    }

    private static Kind<?, RewardPenalty> penalty(String name, Estimator estimator, String formula) {
        return Kind.of(
                RewardPenalty.class,
                name,
                About.of("what is taken from the reward of a token", formula, ""),
                RewardPenalty.Config.DEFAULT,
                config -> new RewardPenalty(estimator, config));
    }
}
