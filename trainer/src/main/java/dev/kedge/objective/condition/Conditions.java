package dev.kedge.objective.condition;

import dev.kedge.config.AllOf;
import dev.kedge.config.Choice;
import dev.kedge.config.ConfigException;
import dev.kedge.divergence.Definition;
import dev.kedge.divergence.DivergenceCondition;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.objective.input.Gathering;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.TokenStatistic;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every condition by name: the intervals of {@link ConditionCatalogue} and those that look at sequences, distributions,
 * entropies, advantages or the whole update. To add one: a class and a line, there or here.
 */
public final class Conditions {

    private static final List<ConditionEntry<?>> ENTRIES = List.of(
            new ConditionEntry<>(
                    new Definition(
                            "quadrant",
                            "four bounds, by sign of A and side of 1 (ABC-GRPO, DISPO, TOPR)",
                            "low_± <= w <= high_±, ± the sign of A",
                            "arXiv:2601.03895; DISPO, arXiv:2602.00983; TOPR, arXiv:2503.14286"),
                    "w, sign of A",
                    QuadrantCondition.Config.class,
                    QuadrantCondition.Config.DEFAULT,
                    QuadrantCondition::new),
            sequence(
                    "sequence-kl1",
                    "mean KL1 of the sequence (OPSM)",
                    "mean_t(-log w_t) <= delta",
                    0.5,
                    TokenStatistic.KL1,
                    Gathering.MEAN,
                    "DeepSeek-V3.2 2025, arXiv:2512.02556"),
            sequence(
                    "sequence-kl2",
                    "mean KL2 of the sequence",
                    "mean_t(log w_t)^2/2 <= delta",
                    0.01,
                    TokenStatistic.KL2,
                    Gathering.MEAN,
                    "mean of KL2 of Schulman 2020"),
            sequence(
                    "sequence-kl3",
                    "mean KL3 of the sequence",
                    "mean_t(w_t - 1 - log w_t) <= delta",
                    0.01,
                    TokenStatistic.KL3,
                    Gathering.MEAN,
                    "mean of KL3 of Schulman 2020"),
            sequence(
                    "sequence-max-kl3",
                    "largest KL3 of the sequence (TRM)",
                    "max_t(w_t - 1 - log w_t) <= delta",
                    0.1,
                    TokenStatistic.KL3,
                    Gathering.MAX,
                    "TRM 2025, arXiv:2512.23075"),
            sequence(
                    "sequence-tv",
                    "mean |w - 1| of the sequence, twice the total variation (VACO)",
                    "mean_t|w_t - 1| <= delta",
                    0.2,
                    TokenStatistic.TV,
                    Gathering.MEAN,
                    "VACO 2026, arXiv:2603.01365"),
            distribution(
                    "exact-kl",
                    "exact KL(old || new) (TR-PPO)",
                    "KL(pi_old || pi) <= delta",
                    0.02,
                    Quantity.EXACT_KL,
                    "Wang et al. 2019, arXiv:1903.07940"),
            distribution(
                    "exact-reverse-kl",
                    "exact KL(new || old)",
                    "KL(pi || pi_old) <= delta",
                    0.02,
                    Quantity.EXACT_REVERSE_KL,
                    "reverse of Wang et al. 2019, arXiv:1903.07940"),
            distribution(
                    "exact-tv",
                    "exact total variation",
                    "sum_a |pi(a) - pi_old(a)| / 2 <= delta",
                    0.1,
                    Quantity.EXACT_TV,
                    "total variation of the whole distribution; Wang et al. 2019, arXiv:1903.07940"),
            distribution(
                    "top-k-kl",
                    "KL(old || new) over the old top k, the sampled token and a rest bucket (DPPO)",
                    "KL_top-k(pi_old || pi) <= delta",
                    0.05,
                    Quantity.TOP_K_KL,
                    "Qi et al. 2026, arXiv:2602.04879"),
            distribution(
                    "top-k-tv",
                    "total variation over the same buckets (DPPO)",
                    "TV_top-k(pi_old, pi) <= delta",
                    0.15,
                    Quantity.TOP_K_TV,
                    "Qi et al. 2026, arXiv:2602.04879"),
            new ConditionEntry<>(
                    new Definition(
                            "entropy-ratio",
                            "entropy ratio (ERC)",
                            "1 - epsilon_low < H(pi)/H(pi_old) < 1 + epsilon_high",
                            "ERC 2025, arXiv:2512.05591"),
                    "entropy, old entropy",
                    EntropyRatioCondition.Config.class,
                    EntropyRatioCondition.Config.DEFAULT,
                    EntropyRatioCondition::new),
            new ConditionEntry<>(
                    new Definition(
                            "second-moment",
                            "bounds e^±tau within a budget of the update (M2PO)",
                            "|log w| <= tau, mean of min((log w)^2, tau^2) over outward tokens = budget",
                            "M2PO 2025, arXiv:2510.01161"),
                    "w of all tokens of the update",
                    SecondMomentCondition.Config.class,
                    SecondMomentCondition.Config.DEFAULT,
                    SecondMomentCondition::new),
            new ConditionEntry<>(
                    new Definition(
                            "balanced",
                            "bounds that give positive tokens their share (BAPO)",
                            "l <= w <= u, raised until tokens with A > 0 have the share of sum |clipped w·A|",
                            "BAPO 2025, arXiv:2510.18927"),
                    "w and A of all tokens of the update",
                    BalancedCondition.Config.class,
                    BalancedCondition.Config.DEFAULT,
                    BalancedCondition::new));

    private Conditions() {}

    /**
     * The kinds beyond {@link ConditionCatalogue}, in the order of the documentation.
     *
     * @return each name once
     */
    public static List<ConditionEntry<?>> entries() {
        return ENTRIES;
    }

    /**
     * The conditions that a recipe asks for.
     *
     * @param choice one kind with its settings, or {@code {kind: all, of: […]}}
     * @param thresholdScale what thresholds ({@code delta}, {@code epsilon…}) are multiplied by; 1 unless a controller
     *     steers
     * @return one condition, or those listed
     * @throws ConfigException if a kind is unknown or a setting out of range; its path is relative to the choice
     */
    public static List<Condition> create(Choice choice, double thresholdScale) {
        return AllOf.create(choice, part -> one(part, thresholdScale));
    }

    private static Condition one(Choice choice, double thresholdScale) {
        for (ConditionEntry<?> entry : ENTRIES) {
            if (entry.definition().name().equals(choice.kind())) {
                return entry.create(ThresholdScale.apply(choice, entry.defaultChoice(), thresholdScale));
            }
        }
        DivergenceCondition condition = IntervalSettings.condition(kind(choice), choice, thresholdScale);
        return condition instanceof RatioCondition ratio
                ? new IntervalCondition(ratio.interval())
                : new ProbabilityIntervalCondition((ProbabilityCondition) condition);
    }

    private static ConditionKind kind(Choice choice) {
        return ConditionCatalogue.kinds().stream()
                .filter(known -> known.name().equals(choice.kind()))
                .findFirst()
                .orElseThrow(() -> choice.unknownKind(names()));
    }

    /**
     * Every name that {@code condition.kind} may be.
     *
     * @return the intervals first
     */
    public static List<String> names() {
        return Stream.of(
                        ConditionCatalogue.kinds().stream().map(ConditionKind::name),
                        ENTRIES.stream().map(entry -> entry.definition().name()),
                        Stream.of(AllOf.KIND))
                .flatMap(names -> names)
                .toList();
    }

    private static ConditionEntry<SequenceCondition.Config> sequence(
            String name,
            String title,
            String formula,
            double delta,
            TokenStatistic statistic,
            Gathering over,
            String citation) {
        return new ConditionEntry<>(
                new Definition(name, title, formula, citation),
                "w of all tokens of the sequence",
                SequenceCondition.Config.class,
                new SequenceCondition.Config(delta),
                config -> new SequenceCondition(statistic, over, config));
    }

    private static ConditionEntry<DistributionCondition.Config> distribution(
            String name, String title, String formula, double delta, Quantity divergence, String citation) {
        return new ConditionEntry<>(
                new Definition(name, title, formula, citation),
                "the whole next-token distribution",
                DistributionCondition.Config.class,
                new DistributionCondition.Config(delta),
                config -> new DistributionCondition(divergence, config));
    }
}
