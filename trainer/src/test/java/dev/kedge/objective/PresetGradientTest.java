package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.objective.PresetTokens.Token;
import dev.kedge.objective.response.Mask;
import dev.kedge.objective.response.QuadraticPull;
import dev.kedge.objective.response.Response;
import dev.kedge.objective.response.Rollback;
import dev.kedge.objective.response.Smoothing;
import dev.kedge.objective.response.SoftGate;
import dev.kedge.objective.response.Stop;
import dev.kedge.objective.weighting.ConstantLength;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The gradient of every preset, token by token, is the weight g(w, A) that its publication says, written down here a
 * second time as a formula; and on-policy it is A for all of them. On a grid of ratios, advantages and old
 * probabilities, float64.
 */
class PresetGradientTest {

    private static final double ROUNDING = 1e-12;

    /** g of ∇log π at a token: the surrogate's part less that of a proximal penalty. */
    @FunctionalInterface
    private interface Weight {
        double of(Token token);
    }

    private static final Map<String, Weight> WEIGHTS = new HashMap<>();

    static {
        signed("atr-grpo", ratio("kl3", Map.of("delta", 0.017678)));
        signed("atr-grpo-equal-width", ratio("kl3", Map.of("delta", 0.019956)));
        signed("grpo", new LogInterval(Math.log(0.8), Math.log(1.2)));
        signed("ppo-clip", new LogInterval(Math.log(0.8), Math.log(1.2)));
        signed("bnpo", new LogInterval(Math.log(0.8), Math.log(1.2)));
        signed("gspo-token-mean", new LogInterval(Math.log(1 - 3e-4), Math.log(1 + 4e-4)));
        signed("dr-grpo", new LogInterval(Math.log(0.8), Math.log(1.2)));
        signed("dapo", new LogInterval(Math.log(0.8), Math.log(1.28)));
        signed("kl1-clip", new LogInterval(-0.223144, Double.POSITIVE_INFINITY));
        signed("kl2-clip", new LogInterval(-Math.sqrt(2 * 0.016621), Math.sqrt(2 * 0.016621)));
        signed("gmpo", new LogInterval(-0.4, 0.4));
        signed("gspo", new LogInterval(Math.log(1 - 3e-4), Math.log(1 + 4e-4)));
        signed("gspo-token", new LogInterval(Math.log(1 - 3e-4), Math.log(1 + 4e-4)));
        signed("luspo", new LogInterval(Math.log(1 - 2e-3), Math.log(1 + 2.5e-3)));
        signed("rloo", new LogInterval(Math.log(0.8), Math.log(1.2)));
        define("dual-clip", token -> outside(token, 0.2, 0.2) || capped(token, 3) ? 0 : token.wA());
        define("two-sided", token -> outside(token, 0.2, 0.2) || capped(token, 4) ? 0 : token.wA());
        define("abc-grpo", token -> token.w() < 0.8 || token.w() > 1.2 ? 0 : token.wA());
        define("vespo", token -> {
            double k = token.advantage() >= 0 ? 2 : 3;
            double lambda = token.advantage() >= 0 ? 3 : 2;
            return Math.pow(token.w(), k) * Math.exp(lambda * (1 - token.w())) * token.advantage();
        });
        define("cispo", token -> Math.min(token.w(), 5) * token.advantage());
        define("topr", token -> (token.advantage() > 0 ? 1 : Math.min(token.w(), 1)) * token.advantage());
        define("dispo", token -> Math.max(0.8, Math.min(1.28, token.w())) * token.advantage());
        define("gppo", token -> capped(token, 10) ? 10 * token.advantage() : preserved(token, 0.2, 0.28, 1, 1));
        define("ce-gppo", token -> preserved(token, 0.2, 0.2, 0.5, 1));
        define("ppo-rb", token -> outside(token, 0.2, 0.2) ? -0.3 * token.wA() : token.wA());
        define("sapo", token -> {
            double tau = token.advantage() > 0 ? 1 : 1.05;
            double cosh = Math.cosh(tau * (token.w() - 1) / 2);
            return token.wA() / (cosh * cosh);
        });
        define("spo", token -> token.w() * (token.advantage() - Math.abs(token.advantage()) * (token.w() - 1) / 0.2));
        define("pspo", token -> 0.9 * token.wA());
        define(
                "aspo",
                token -> outside(token, 0.2, 0.2) || capped(token, 3)
                        ? 0
                        : token.advantage() > 0 ? Math.min(1 / token.w(), 3) * token.advantage() : token.wA());
        define("cpgd", token -> (outside(token, 0.2, 0.2) ? 0 : token.advantage()) - 0.01 * (token.w() - 1));
        define("gpg", Token::advantage);
        define("kimi", token -> token.advantage() - 0.1 * token.x());
        define("r2vpo", token -> token.wA() - 2 * (token.w() - 1) * token.w());
        define(
                "trgppo",
                token -> beyond(
                                token,
                                probability("trgppo", Map.of("delta", 0.029544, "epsilon", 0.2))
                                        .interval(Math.log(token.p())))
                        ? 0
                        : token.wA());
        masked("dppo-binary-kl", "binary-kl", Map.of("delta", 0.05));
        masked("dppo-binary-tv", "binary-tv", Map.of("epsilon_low", 0.15, "epsilon_high", 0.15));
        define(
                "dppo-top-k-kl",
                token -> token.far() && token.outward() ? 0 : Math.min(token.w(), 20) * token.advantage());
        define(
                "dppo-top-k-tv",
                token -> token.far() && token.outward() ? 0 : Math.min(token.w(), 20) * token.advantage());
        define(
                "ipo-2026-08",
                token -> (Math.abs(token.w() * token.p() - token.p()) > 0.1 ? 0 : token.wA()) - 0.002 * token.x());
        define("dcpo", token -> {
            double low = 0.5 + 0.5 * Math.sqrt(Math.max(1 - 4 * 0.16 / token.p(), 0));
            double high = Math.min(10, 0.5 + 0.5 * Math.sqrt(1 + 4 * 0.2 / token.p()));
            return beyond(token, new LogInterval(Math.log(low), Math.log(high))) ? 0 : token.wA();
        });
        define("atr-probability", token -> {
            double divergence = token.p() * (token.w() - 1 - token.x());
            return divergence > 0.008839 && token.outward() ? 0 : token.wA();
        });
        define("tr-ppo", token -> token.far() && token.outward() ? 0 : token.wA());
        define("tr-ppo-rb", token -> token.far() && token.outward() ? -0.05 * token.wA() : token.wA());
        // The pull through the distribution is no part of ∇log π of the sampled token: PresetTokens sees it apart.
        define("truly-ppo", Token::wA);
        define("ppo-penalty", Token::wA);
        define("erc", token -> token.entropyMoved() || outside(token, 0.2, 0.28) ? 0 : token.wA());
        define(
                "opsm",
                token -> outside(token, 0.2, 0.2) || (-token.x() > 0.5 && token.advantage() < 0) ? 0 : token.wA());
        define("vaco", token -> Math.abs(token.w() - 1) > 0.2 && token.outward() ? 0 : token.wA());
        define("trm", token -> token.w() - 1 - token.x() > 0.1 ? 0 : token.wA());
        define(
                "bapo",
                token -> outside(
                                        token,
                                        1 - token.balanced().low(),
                                        token.balanced().high() - 1)
                                || capped(token, 3)
                        ? 0
                        : token.wA());
        define(
                "m2po-clip",
                token -> outside(
                                token,
                                1 - token.secondMoment().low(),
                                token.secondMoment().high() - 1)
                        ? 0
                        : token.wA());
        define("clip-cov", token -> outside(token, 0.2, 0.2) || !token.selected() ? 0 : token.wA());
        define("kl-cov", token -> token.wA() - (token.penalized() ? Math.signum(token.x()) : 0));
        define("top-entropy", token -> outside(token, 0.2, 0.28) || !token.selected() ? 0 : token.wA());
        define("tis", token -> outside(token, 0.2, 0.2) ? 0 : Math.min(token.rho(), 2) * token.wA());
        define(
                "icepop",
                token -> outside(token, 0.2, 0.2) || token.rho() < 0.5 || token.rho() > 5
                        ? 0
                        : token.rho() * token.wA());
        recent();
        define("minirl", token -> outside(token, 0.2, 0.2) ? 0 : token.rho() * token.wA());
    }

    private static void recent() {
        define("bandpo-chi2", token -> {
            double q = token.w() * token.p();
            double distance = (q - token.p()) * (q - token.p()) / (token.p() * (1 - token.p()));
            return (distance > 0.05 || token.w() > 10) && token.outward() ? 0 : token.wA();
        });
        define("dgpo", token -> {
            if (!outside(token, 0.2, 0.2)) {
                return token.wA();
            }
            return token.advantage() < 0
                    ? token.w() / 0.8 * token.wA()
                    : Math.sqrt(1.2) * Math.sqrt(token.w()) * token.advantage();
        });
        for (String ctpo : List.of("ctpo", "ctpo-geometric")) {
            // The first token of its sequence: √1 = 1. Above e^0.05 nothing is left for either sign of A.
            define(ctpo, token -> token.x() > 0.05 || (token.x() < -0.025 && token.advantage() < 0) ? 0 : token.wA());
        }
        define("m2po", token -> Math.abs(token.x()) > token.secondMomentPrefix() && token.outward() ? 0 : token.wA());
        define("rec-one-side", token -> outside(token, 0.2, 0.2) ? 0 : token.advantage());
        define("rec-two-side", token -> token.w() < 0.8 || token.w() > 1.2 ? 0 : token.advantage());
        define("rec-ring", token -> {
            boolean counts = (token.w() >= 0.8 && token.w() <= 1.2)
                    || (token.advantage() >= 0 && token.w() <= 0.4)
                    || (token.advantage() <= 0 && token.w() >= 3);
            return counts ? token.advantage() : 0;
        });
        define(
                "up-grpo",
                token -> token.advantage() > 0 ? token.advantage() : token.w() < 0.8 || token.w() > 3 ? 0 : token.wA());
        define("fipo", token -> {
            double future = Math.max(1, Math.min(1.2, token.w()));
            boolean worsened = token.advantage() < 0 && token.w() > 4;
            double weight = worsened ? Math.max(0.8, Math.min(1, future)) : future;
            return outside(token, 0.2, 0.28) ? 0 : weight * token.wA();
        });
        define("flash-reinforce", token -> {
            double p = Math.max(1e-6, Math.min(1 - 1e-6, token.samplerP()));
            double q = Math.max(1e-6, Math.min(1 - 1e-6, token.w() * token.p()));
            double divergence = p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
            return divergence > 0.005 ? 0 : token.sampled() * token.advantage();
        });
        define(
                "ipo",
                token -> Math.abs(token.sampled() - 1) * token.samplerP() > 0.3
                        ? 0
                        : token.sampled() * token.advantage());
        between("icepop-prime-rl", 0.2, 5);
        between("rollout-is", 0.8, 1.2);
        between("seq-mis", 0.5, 2);
        define("seq-tis", token -> Math.min(token.sampled(), 2) * token.advantage());
        define("a-3po", token -> {
            // x − (½·log μ + ½·log π) = ½·(log π − log μ): the square root of the ratio to the sampler.
            double w = Math.sqrt(token.sampled());
            boolean acts = (w > 1.2 && token.advantage() > 0) || (w < 0.8 && token.advantage() < 0);
            return acts ? 0 : w * token.advantage();
        });
        define(
                "real",
                token -> token.advantage() > 0
                        ? Math.exp(-token.x() / 0.5) / (0.5 * (1 + token.group().right()))
                        : -Math.exp(token.x() / 0.5) / (0.5 * (1 + token.group().wrong())));
        define(
                "gvpo",
                token -> 0.1
                        * (token.advantage()
                                - token.group().meanAdvantage()
                                - 0.1 * (token.x() - token.group().meanX()))
                        / (token.group().size() - 1));
        // The reference policy is the policy itself here: X = 0.
        define("a-star-po", token -> 2 * 1e-3 * token.advantage());
        // Their terms over the whole vocabulary: ScoreCenteringTest and ProjectionTest.
        define("score-centering", token -> Math.min(token.w(), 2) * token.advantage());
        define("troll", Token::wA);
    }

    /** A mask outside of an interval of ratios to the sampler. */
    private static void between(String preset, double low, double high) {
        define(
                preset,
                token -> token.sampled() < low || token.sampled() > high ? 0 : token.sampled() * token.advantage());
    }

    /** Presets whose weight on-policy is another than A: that of the loss of a group, or of a regression. */
    private static final Map<String, Weight> ON_POLICY = Map.of(
            // 4 right and 4 wrong completions with s = 0: ±1/(½·(1 + 4)).
            "real", token -> Math.signum(token.advantage()) * 0.4,
            // (1.5 − 0.7)/2 = 0.4 is the mean; 0.1·(A − 0.4)/7.
            "gvpo", token -> 0.1 * (token.advantage() - 0.4) / 7,
            "a-star-po", token -> 0.002 * token.advantage());

    private static void define(String preset, Weight weight) {
        WEIGHTS.put(preset, weight);
    }

    /** Nothing beyond an interval where the update would go further; w·A elsewhere. */
    private static void signed(String preset, LogInterval interval) {
        define(preset, token -> beyond(token, interval) ? 0 : token.wA());
    }

    /** The same with the interval of the token's old probability and a weight of at most 20. */
    private static void masked(String preset, String kind, Map<String, Double> numbers) {
        ProbabilityCondition condition = probability(kind, numbers);
        define(
                preset,
                token -> beyond(token, condition.interval(Math.log(token.p())))
                        ? 0
                        : Math.min(token.w(), 20) * token.advantage());
    }

    private static boolean beyond(Token token, LogInterval interval) {
        return !interval.contains(token.x()) && token.outward();
    }

    private static boolean outside(Token token, double below, double above) {
        return (token.w() < 1 - below || token.w() > 1 + above) && token.outward();
    }

    private static boolean capped(Token token, double cap) {
        return token.advantage() < 0 && token.w() > cap;
    }

    private static double preserved(Token token, double below, double above, double betaLow, double betaHigh) {
        if (!outside(token, below, above)) {
            return token.wA();
        }
        return token.w() < 1 ? betaLow * (1 - below) * token.advantage() : betaHigh * (1 + above) * token.advantage();
    }

    private static LogInterval ratio(String kind, Map<String, Double> numbers) {
        return ((RatioCondition) ConditionCatalogue.create(kind, numbers)).interval();
    }

    private static ProbabilityCondition probability(String kind, Map<String, Double> numbers) {
        return (ProbabilityCondition) ConditionCatalogue.create(kind, numbers);
    }

    @Test
    void everyPresetThatChangesThePolicyGradientHasItsWeightHere() {
        Set<String> objectives = WEIGHTS.keySet();
        assertThat(Preset.all().stream().map(Preset::name).filter(name -> !ADVANTAGES_ONLY.contains(name)))
                .containsExactlyInAnyOrderElementsOf(objectives);
    }

    /**
     * Presets that differ from another in how advantages are formed only; their weights are those of plain clipping.
     */
    private static final Set<String> ADVANTAGES_ONLY =
            Set.of("reinforce-plus-plus", "reinforce-plus-plus-baseline", "remax", "opo", "max-rl", "pass-at-k");

    @TestFactory
    List<DynamicTest> theGradientIsTheWeightOfThePublication() {
        return WEIGHTS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    String name = entry.getKey();
                    PresetTokens tokens = PresetTokens.grid(objective(name));
                    double[] gradient = tokens.gradient();
                    boolean zero = false;
                    for (int i = 0; i < gradient.length; i++) {
                        Token token = tokens.token(i);
                        double expected = -entry.getValue().of(token) * tokens.aggregationWeight();
                        assertThat(gradient[i]).as("%s", token).isCloseTo(expected, within(ROUNDING));
                        zero |= expected == 0;
                    }
                    assertThat(gradient).as("something moves").isNotEqualTo(new double[gradient.length]);
                    boolean stops =
                            Set.of("atr-grpo", "dapo", "tr-ppo", "icepop").contains(name);
                    assertThat(zero || !stops).as("something is stopped").isTrue();
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> onPolicyTheGradientIsTheAdvantage() {
        return WEIGHTS.keySet().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Objective objective = objective(name);
                    PresetTokens tokens = PresetTokens.onPolicy(objective);
                    double[] gradient = tokens.gradient();
                    // PSPO mixes in the old policy, which moves nothing: 1 − α of the advantage. Clip-Cov and the
                    // top-entropy selection leave tokens out on-policy too.
                    double share = objective.response() instanceof Smoothing ? 0.9 : 1;
                    for (int i = 0; i < gradient.length; i++) {
                        Token token = tokens.token(i);
                        double advantage =
                                ON_POLICY.getOrDefault(name, Token::advantage).of(token);
                        double expected = token.selected() ? advantage * share : 0;
                        assertThat(gradient[i])
                                .as("%s", token)
                                .isCloseTo(-expected * tokens.aggregationWeight(), within(ROUNDING));
                    }
                }))
                .toList();
    }

    /** A ratio's value with another's gradient, an anchor that follows the policy, a weight that does. */
    private static final Set<String> HELD_CONSTANT = Set.of("gspo-token", "a-3po", "fipo");

    /** Where nothing is held constant, the gradient is the slope of the loss. */
    @TestFactory
    List<DynamicTest> withoutStopGradientsTheGradientIsTheSlopeOfTheLoss() {
        List<Class<? extends Response>> smooth =
                List.of(Stop.class, Mask.class, Rollback.class, SoftGate.class, QuadraticPull.class, Smoothing.class);
        return WEIGHTS.keySet().stream()
                .sorted()
                .filter(name -> smooth.contains(objective(name).response().getClass()))
                .filter(name -> !objective(name).adaptive() && !HELD_CONSTANT.contains(name))
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    PresetTokens tokens = PresetTokens.grid(objective(name));
                    double[] gradient = tokens.gradient();
                    double h = 1e-6;
                    for (int i = 0; i < gradient.length; i += 7) {
                        double slope =
                                (tokens.moved(i, h).loss() - tokens.moved(i, -h).loss()) / (2 * h);
                        assertThat(gradient[i]).as("%s", tokens.token(i)).isCloseTo(slope, within(1e-8));
                    }
                }))
                .toList();
    }

    private static Objective objective(String preset) {
        Objective objective = ObjectiveCatalogue.objective(Preset.named(preset).objective());
        // The constant length is a matter of aggregation, which has its own test; 1/512 would hide the weights.
        return objective.aggregation() instanceof ConstantLength
                ? ObjectiveBuilder.from(objective)
                        .aggregation(new ConstantLength(new ConstantLength.Config(1)))
                        .build()
                : objective;
    }
}
