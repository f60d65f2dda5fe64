package dev.kedge.objective.condition;

import dev.kedge.api.About;
import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.Chosen;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Kind;
import dev.kedge.api.Require;
import dev.kedge.api.SettingException;
import dev.kedge.divergence.DivergenceCondition;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.objective.input.Gathering;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.TokenStatistic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Every condition by name: the intervals of {@link ConditionCatalogue} and those that look at sequences, distributions,
 * entropies, advantages or the whole update. To add one: a class and a line, there or here.
 */
public final class Conditions {

    private static final List<Kind<?, ConditionSet>> FURTHER = List.of(
            kind(
                    "quadrant",
                    new About(
                            "four bounds, by sign of A and side of 1 (ABC-GRPO, DISPO, TOPR)",
                            "low_± <= w <= high_±, ± the sign of A",
                            "w, sign of A",
                            "arXiv:2601.03895; DISPO, arXiv:2602.00983; TOPR, arXiv:2503.14286"),
                    QuadrantCondition.Config.DEFAULT,
                    QuadrantCondition::new),
            kind(
                    "ring",
                    new About(
                            "an interval, and the tokens far out that are being called back (REC-Ring)",
                            "1 - epsilon_low <= w <= 1 + epsilon_high, or A >= 0 and w <= 1 - outer_low, or A <= 0 and w"
                                    + " >= 1 + outer_high",
                            "w, sign of A",
                            "REC 2025, arXiv:2509.24203"),
                    RingCondition.Config.DEFAULT,
                    RingCondition::new),
            kind(
                    "position-band",
                    new About(
                            "bounds by the token's place in its sequence (CTPO)",
                            "-low t^power <= log w_t <= high t^power",
                            "w, t",
                            "CTPO 2026, arXiv:2605.07331"),
                    PositionBandCondition.Config.DEFAULT,
                    PositionBandCondition::new),
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
                    "sequence-binary-kl",
                    "mean binary KL of the sequence (FlashREINFORCE)",
                    "mean_t(p log(p/q) + (1 - p) log((1 - p)/(1 - q))) <= delta",
                    0.005,
                    TokenStatistic.BINARY_KL,
                    Gathering.MEAN,
                    "FlashREINFORCE 2026, OpenRLHF pull request 1339"),
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
            kind(
                    "entropy-ratio",
                    new About(
                            "entropy ratio (ERC)",
                            "1 - epsilon_low < H(pi)/H(pi_old) < 1 + epsilon_high",
                            "entropy, old entropy",
                            "ERC 2025, arXiv:2512.05591"),
                    EntropyRatioCondition.Config.DEFAULT,
                    EntropyRatioCondition::new),
            kind(
                    "second-moment",
                    new About(
                            "bounds e^±tau within a budget of the update (M2PO, as a clip)",
                            "|log w| <= tau, mean of min((log w)^2, tau^2) over outward tokens = budget",
                            "w of all tokens of the update",
                            "M2PO 2025, arXiv:2510.01161"),
                    SecondMomentCondition.Config.DEFAULT,
                    SecondMomentCondition::new),
            kind(
                    "second-moment-prefix",
                    new About(
                            "as many tokens with the smallest (log w)^2 as fit a budget of the update (M2PO)",
                            "|log w| <= tau, the largest tau with mean of (log w)^2 over the counted tokens within tau <="
                                    + " budget",
                            "w of all tokens of the update",
                            "M2PO 2025, arXiv:2510.01161; Trinity-RFT@3a41dc21"),
                    SecondMomentPrefixCondition.Config.DEFAULT,
                    SecondMomentPrefixCondition::new),
            kind(
                    "balanced",
                    new About(
                            "bounds that give positive tokens their share (BAPO)",
                            "l <= w <= u, raised until tokens with A > 0 have the share of sum |clipped w·A|",
                            "w and A of all tokens of the update",
                            "BAPO 2025, arXiv:2510.18927"),
                    BalancedCondition.Config.DEFAULT,
                    BalancedCondition::new));

    private Conditions() {}

    /**
     * The kinds beyond the divergence library, in the order of the documentation.
     *
     * @return each name once
     */
    public static List<Kind<?, ConditionSet>> further() {
        return FURTHER;
    }

    /**
     * Every condition: the intervals of the library first, then those that look further, several at once, and those of
     * other jars.
     *
     * @param foreign kinds of any types; those that make a {@link Condition} or a {@link DivergenceCondition} count
     */
    public static Catalogue<ConditionSet> catalogue(ForeignKinds foreign) {
        List<Kind<?, ConditionSet>> own = new ArrayList<>();
        for (ConditionKind kind : ConditionCatalogue.kinds()) {
            own.add(DivergenceKinds.kind(kind).as(ConditionSet.class, Conditions::set));
        }
        own.addAll(FURTHER);
        own.add(Kind.combining(
                ConditionSet.class, "all", About.of("several conditions, all of which must hold"), All.NONE, All::set));
        return Catalogue.of(ConditionSet.class, own)
                .accepting(Condition.class, ConditionSet::of)
                .accepting(DivergenceCondition.class, Conditions::set)
                .accepting(RatioCondition.class, Conditions::set)
                .accepting(ProbabilityCondition.class, Conditions::set)
                .with(foreign);
    }

    /**
     * Several conditions.
     *
     * @param of the conditions, at least one
     */
    public record All(List<Choice<ConditionSet>> of) {

        private static final All NONE = new All(List.of(Choice.of(
                DivergenceKinds.kind(ConditionCatalogue.kind("none")).as(ConditionSet.class, Conditions::set))));

        /** Checks that there is one. */
        public All {
            of = List.copyOf(of);
            Require.that(!of.isEmpty(), "of", "must list at least one", "none");
        }

        private ConditionSet set(Function<Chosen<ConditionSet>, ConditionSet> others) {
            List<Condition> all = new ArrayList<>();
            for (int i = 0; i < of.size(); i++) {
                Choice<ConditionSet> choice = of.get(i);
                all.addAll(SettingException.within("of[" + i + "]", () -> others.apply(choice))
                        .conditions());
            }
            return new ConditionSet(all);
        }
    }

    /**
     * The conditions that a recipe asks for.
     *
     * @param choice one kind with its settings, or several
     * @param thresholdScale what thresholds are multiplied by; 1 unless a controller steers
     * @return one condition, or those listed
     * @throws IllegalArgumentException if a setting is out of range
     */
    public static List<Condition> create(Choice<ConditionSet> choice, double thresholdScale) {
        return choice.create(part -> ThresholdScale.apply(part, thresholdScale)).conditions();
    }

    /**
     * Whether a condition has a threshold that can be made wider or narrower.
     *
     * @param choice one kind with its settings, or several
     * @return true if any of them marks a setting as its threshold
     */
    public static boolean hasThreshold(Choice<ConditionSet> choice) {
        return choice.config() instanceof All all
                ? all.of().stream().anyMatch(Conditions::hasThreshold)
                : ThresholdScale.scales(choice);
    }

    private static ConditionSet set(DivergenceCondition condition) {
        return ConditionSet.of(
                condition instanceof RatioCondition ratio
                        ? new IntervalCondition(ratio.interval())
                        : new ProbabilityIntervalCondition((ProbabilityCondition) condition));
    }

    private static Kind<?, ConditionSet> sequence(
            String name,
            String title,
            String formula,
            double delta,
            TokenStatistic statistic,
            Gathering over,
            String citation) {
        return kind(
                name,
                new About(title, formula, "w of all tokens of the sequence", citation),
                new SequenceCondition.Config(delta),
                config -> new SequenceCondition(statistic, over, config));
    }

    private static Kind<?, ConditionSet> distribution(
            String name, String title, String formula, double delta, Quantity divergence, String citation) {
        return kind(
                name,
                new About(title, formula, "the whole next-token distribution", citation),
                new DistributionCondition.Config(delta),
                config -> new DistributionCondition(divergence, config));
    }

    private static <C extends Record> Kind<C, ConditionSet> kind(
            String name, About about, C defaults, Function<C, Condition> maker) {
        return Kind.of(ConditionSet.class, name, about, defaults, config -> ConditionSet.of(maker.apply(config)));
    }
}
