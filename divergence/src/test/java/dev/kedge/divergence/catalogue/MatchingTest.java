package dev.kedge.divergence.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.DivergenceCondition;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.Match.Side;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thresholds chosen so that a bound or a width is what is wished for. */
final class MatchingTest {

    /** Conditions that leave one side open whatever the threshold. */
    private static final String ONE_SIDED = "kl1";

    @ParameterizedTest
    @CsvSource({
        "chi2, 0.020000, 0.039200, 0.020000",
        "reverse-kl, 0.018786, 0.035981, 0.021485",
        "hellinger, 0.018220, 0.034517, 0.022291",
        "jensen-shannon, 0.018207, 0.034473, 0.022268",
        "le-cam, 0.018182, 0.034386, 0.022222",
        "jeffreys, 0.018232, 0.034560, 0.022314",
        "kl3, 0.017678, 0.033140, 0.023144",
        "kl2, 0.016621, 0.030470, 0.024897",
        "neyman, 0.016667, 0.030625, 0.025000",
        "ratio, 0.2, 0.28, 0.2",
        "total-variation, 0.1, 0.14, 0.1"
    })
    void thresholdsOfTheTable(String name, double ofHigh120, double ofHigh128, double ofLow080) {
        ConditionKind kind = ConditionCatalogue.kind(name);
        assertThat(kind.matching(Match.of(Side.HIGH, 1.20), Map.of())).isCloseTo(ofHigh120, within(5.1e-7));
        assertThat(kind.matching(Match.of(Side.HIGH, 1.28), Map.of())).isCloseTo(ofHigh128, within(5.1e-7));
        assertThat(kind.matching(Match.of(Side.LOW, 0.80), Map.of())).isCloseTo(ofLow080, within(5.1e-7));
    }

    @Test
    void widthOfTheSymmetricClipIsTwiceItsRoom() {
        // 1.2 - 0.8 = 0.4; χ²: (0.2)²/2 = 0.02
        assertThat(ConditionCatalogue.kind("ratio").matching(Match.of(Side.WIDTH, 0.4), Map.of()))
                .isCloseTo(0.2, within(1e-15));
        assertThat(ConditionCatalogue.kind("chi2").matching(Match.of(Side.WIDTH, 0.4), Map.of()))
                .isCloseTo(0.02, within(1e-16));
        // [0, 5]: below 0 there is nothing, so ε = 4
        assertThat(ConditionCatalogue.kind("ratio").matching(Match.of(Side.WIDTH, 5), Map.of()))
                .isCloseTo(4, within(1e-13));
    }

    @Test
    void otherParametersAreKept() {
        // α = 2 is χ²: 0.28²/2 = 0.0392
        assertThat(ConditionCatalogue.kind("cressie-read").matching(Match.of(Side.HIGH, 1.28), Map.of("alpha", 2.0)))
                .isCloseTo(0.0392, within(1e-15));
        // The order and threshold of DAPO's bounds, (0.8, 1.28): α = -2.303, δ = 0.02776
        assertThat(ConditionCatalogue.kind("cressie-read").matching(Match.of(Side.LOW, 0.8), Map.of("alpha", -2.303)))
                .isCloseTo(0.02776, within(5e-6));
    }

    @Test
    void conditionsOnTheOldProbabilityMatchAtAProbability() {
        // p = 1/2, w = 1.28: q = 0.64, KL = -½ log(4·0.64·0.36) = 0.040824
        double even = ConditionCatalogue.kind("binary-kl").matching(Match.of(Side.HIGH, 1.28), Map.of());
        assertThat(even).isCloseTo(-0.5 * Math.log(4 * 0.64 * 0.36), within(1e-15));
        // p = 0.1, q = 0.128: 0.1 log(1/1.28) + 0.9 log(0.9/0.872)
        double rare = ConditionCatalogue.kind("binary-kl").matching(Match.of(Map.of("high", 1.28, "p", 0.1)), Map.of());
        assertThat(rare).isCloseTo(0.1 * Math.log(1 / 1.28) + 0.9 * Math.log(0.9 / 0.872), within(1e-15));
        // p·KL3: half of what KL3 alone has
        assertThat(ConditionCatalogue.kind("probability-kl3").matching(Match.of(Side.HIGH, 1.28), Map.of()))
                .isCloseTo(0.5 * (0.28 - Math.log(1.28)), within(1e-15));
    }

    @TestFactory
    Stream<DynamicTest> theIntervalHasTheWantedBound() {
        List<Match> wishes = Stream.of(1 + 1e-9, 1.0001, 1.03, 1.2, 1.28, 1.9, 1.99)
                .flatMap(high -> Stream.of(
                        Match.of(Side.HIGH, high), Match.of(Side.LOW, 1 / high), Match.of(Side.WIDTH, high - 1)))
                .toList();
        return ConditionCatalogue.kinds().stream()
                .filter(kind -> kind.thresholdName().isPresent() && !kind.name().equals(ONE_SIDED))
                .flatMap(kind -> wishes.stream()
                        .flatMap(wish -> kind.needsProbability()
                                ? Stream.of(wish, wish.at(0.01), wish.at(0.3))
                                : Stream.of(wish))
                        .map(wish -> DynamicTest.dynamicTest(kind.name() + ": " + wish, () -> {
                            double threshold = kind.matching(wish, Map.of());
                            LogInterval interval = interval(
                                    kind.create(Map.of(kind.thresholdName().orElseThrow(), threshold)), wish);
                            assertThat(room(interval, wish) / room(wish)).isCloseTo(1, within(1e-12));
                        })));
    }

    @Test
    void onlyASingleThresholdCanBeMatched() {
        Match wish = Match.of(Side.HIGH, 1.28);
        for (String name : List.of(
                "clip-higher",
                "binary-tv",
                "binary-chi2-relaxed",
                "trgppo",
                "dcpo",
                "ratio-above-probability",
                "none")) {
            assertThatIllegalArgumentException()
                    .as(name)
                    .isThrownBy(() -> ConditionCatalogue.kind(name).matching(wish, Map.of()))
                    .withMessageStartingWith("condition " + name
                            + " cannot be matched, as no single threshold sets its interval; its parameters: ");
        }
        assertThat(ConditionCatalogue.kinds().stream()
                        .filter(kind -> kind.thresholdName().isEmpty())
                        .map(ConditionKind::name))
                .containsExactlyInAnyOrder(
                        "clip-higher",
                        "binary-tv",
                        "binary-chi2-relaxed",
                        "trgppo",
                        "dcpo",
                        "ratio-above-probability",
                        "none");
    }

    @Test
    void whatIsOutOfReachIsSaidInOneLine() {
        refused("kl1", Match.of(Side.HIGH, 1.28), "condition kl1 cannot match high = 1.28: no delta gives it");
        refused("kl1", Match.of(Side.WIDTH, 0.4), "condition kl1 cannot match width = 0.4: no delta gives it");
        refused(
                "binary-kl",
                Match.of(Side.HIGH, 2.5),
                "high must be below 1/p, which no ratio exceeds, to match condition binary-kl, got high = 2.5 at p ="
                        + " 0.5");
        refused(
                "binary-kl",
                Match.of(Side.WIDTH, 2.5),
                "condition binary-kl cannot match width = 2.5: no delta gives it");
        refused(
                "kl3",
                Match.of(Side.HIGH, 1.28).at(0.5),
                "condition kl3 does not depend on the old probability; leave p out of match, got high = 1.28 at p ="
                        + " 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ConditionCatalogue.kind("kl3").matching(Match.of(Side.HIGH, 1.28), Map.of("delta", 0.02)))
                .withMessage("condition kl3: delta must be a number or follow from a match, got both: 0.02 and high ="
                        + " 1.28");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ConditionCatalogue.kind("kl3").matching(Match.of(Side.HIGH, 1.28), Map.of("alpha", 0.02)))
                .withMessage("condition kl3 has no parameter alpha; allowed: delta");
    }

    @Test
    void wishesThatAreNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Match.of(Side.HIGH, 1))
                .withMessage("high must be in (1, Infinity), got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Match.of(Side.LOW, 0))
                .withMessage("low must be in (0, 1), got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Match.of(Side.WIDTH, Double.NaN))
                .withMessage("width must be in (0, Infinity), got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Match.of(Side.HIGH, 1.2).at(1))
                .withMessage("p must be in (0, 1), got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Match.of(Map.of("height", 1.28)))
                .withMessage("match must hold one of low, high, width, and may hold p; got height");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Match.of(Map.of("p", 0.5)))
                .withMessage("match must hold exactly one of low, high, width, got [p]");
        assertThat(Match.of(Map.of("width", 0.4, "p", 0.1)))
                .isEqualTo(new Match(Side.WIDTH, 0.4, OptionalDouble.of(0.1)));
    }

    private static void refused(String name, Match wish, String message) {
        Map<String, Double> none = new HashMap<>();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConditionCatalogue.kind(name).matching(wish, none))
                .withMessageStartingWith(message)
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
    }

    private static LogInterval interval(DivergenceCondition condition, Match wish) {
        return condition instanceof ProbabilityCondition ofProbability
                ? ofProbability.interval(Math.log(wish.oldProbability().orElse(Match.DEFAULT_PROBABILITY)))
                : ((RatioCondition) condition).interval();
    }

    private static double room(LogInterval interval, Match wish) {
        double above = interval.highMinusOne();
        double below = interval.oneMinusLow();
        return wish.side() == Side.HIGH ? above : wish.side() == Side.LOW ? below : above + below;
    }

    private static double room(Match wish) {
        return wish.side() == Side.WIDTH ? wish.value() : Math.abs(wish.value() - 1);
    }
}
