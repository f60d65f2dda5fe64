package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.config.ConfigException;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.Parameter;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.objective.advantage.ScoredGroup;
import dev.kedge.objective.condition.IntervalCondition;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.level.SequenceGeometricMean;
import dev.kedge.objective.level.SequenceProduct;
import dev.kedge.objective.response.Stop;
import dev.kedge.objective.weighting.ConstantLength;
import dev.kedge.objective.weighting.SequenceMean;
import dev.kedge.objective.weighting.TokenMean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published algorithms: each is built, and its numbers are those of its paper. */
class PresetTest {

    @TestFactory
    List<DynamicTest> everyPresetIsBuiltAndSpellsOutItsCondition() {
        return Preset.all().stream()
                .map(preset -> DynamicTest.dynamicTest(preset.name(), () -> {
                    assertThat(ObjectiveCatalogue.advantages(preset.objective()).estimator())
                            .isNotNull();
                    assertThat(objective(preset.name())).isNotNull();
                    assertThat(preset.objective().preset()).isEqualTo(preset.name());
                    assertThat(preset.citation()).containsPattern("20\\d\\d|arXiv:");
                    // A condition's defaults may change; a preset's numbers may not, so it names them all.
                    String written = String.join("\n", preset.axes());
                    assertThat(thresholds(preset.objective().condition().name()))
                            .allSatisfy(name -> assertThat(written).contains(name + ": "));
                }))
                .toList();
    }

    private static List<String> thresholds(String kind) {
        return ConditionCatalogue.kinds().stream()
                .filter(known -> known.name().equals(kind))
                .flatMap(known -> known.parameters().stream())
                .map(Parameter::name)
                .filter(name -> name.startsWith("delta") || name.startsWith("epsilon"))
                .toList();
    }

    @Test
    void grpoClipsAtPointEightAndOnePointTwoWithTheReferenceOfItsPaper() {
        Objective grpo = objective("grpo");
        assertThat(interval(grpo).low()).isCloseTo(0.8, within(1e-15));
        assertThat(interval(grpo).high()).isCloseTo(1.2, within(1e-15));
        assertThat(grpo.response()).isInstanceOf(Stop.class);
        assertThat(grpo.sidedness()).isEqualTo(Sidedness.SIGNED);
        assertThat(grpo.aggregation()).isInstanceOf(SequenceMean.class);
        // DeepSeekMath section 4.2: KL coefficient 0.04.
        assertThat(grpo.reference().orElseThrow().coefficient()).isEqualTo(0.04);
        // Rewards 1, 0, 0, 1: mean 0.5, sample deviation √(4·0.25/3) = 0.577350; 0.5/(0.577350 + 1e-4) = 0.865876.
        assertThat(advantages("grpo", 1, 0, 0, 1)[0]).isCloseTo(0.865876, within(1e-6));
    }

    @Test
    void dapoHasMoreRoomAboveAndCountsTokens() {
        Objective dapo = objective("dapo");
        assertThat(interval(dapo).low()).isCloseTo(0.8, within(1e-15));
        assertThat(interval(dapo).high()).isCloseTo(1.28, within(1e-15));
        assertThat(dapo.aggregation()).isInstanceOf(TokenMean.class);
        assertThat(dapo.reference()).isEmpty();
    }

    @Test
    void drGrpoDividesByNeitherLengthNorDeviation() {
        assertThat(objective("dr-grpo").aggregation()).isInstanceOf(ConstantLength.class);
        assertThat(advantages("dr-grpo", 1, 0, 0, 1)).containsExactly(0.5, -0.5, -0.5, 0.5);
        assertThat(advantages("dr-grpo", 1, 0, 0, 0)).containsExactly(0.75, -0.25, -0.25, -0.25);
    }

    @Test
    void gspoBoundsTheMeanLogRatioAThousandTimesTighter() {
        Objective gspo = objective("gspo");
        assertThat(interval(gspo).oneMinusLow()).isCloseTo(3e-4, within(1e-15));
        assertThat(interval(gspo).highMinusOne()).isCloseTo(4e-4, within(1e-15));
        assertThat(gspo.level()).isInstanceOf(SequenceGeometricMean.class);
        // Mean log-ratio (0.003 − 0.0018)/3 = 0.0004 > log 1.0004 = 0.00039992: the whole sequence stops.
        assertThat(TokenBatch.of(new double[] {1}, new double[] {0.003, -0.0018, 0})
                        .evaluate(gspo)
                        .gradient()[0])
                .containsOnly(0.0);
        // (0.003 − 0.0019)/3 = 0.000367: every token has e^0.000367/3 = 0.333455, the one at −0.0019 too.
        double[] inside = TokenBatch.of(new double[] {1}, new double[] {0.003, -0.0019, 0})
                .evaluate(gspo)
                .gradient()[0];
        assertThat(inside[0]).isCloseTo(-0.333456, within(1e-6)).isEqualTo(inside[1]);
    }

    @Test
    void cispoCapsTheWeightAtFiveAndHasNoLowerBound() {
        Objective cispo = objective("cispo");
        assertThat(interval(cispo).logLow()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(interval(cispo).high()).isCloseTo(5, within(1e-14));
        // w = e^2 = 7.389 counts with 5 whatever the sign of A; w = e^-4 = 0.018316 counts as it is.
        for (double advantage : new double[] {1, -1}) {
            double[][] gradient =
                    TokenBatch.singles(advantage, 2, -4).evaluate(cispo).gradient();
            assertThat(gradient[0][0]).isCloseTo(-5 * advantage / 2, within(1e-14));
            assertThat(gradient[1][0]).isCloseTo(-0.018315639 * advantage / 2, within(1e-9));
        }
    }

    @Test
    void atrGrpoIsGrpoWithTheKl3IntervalOfTheSameUpperBound() {
        Objective atr = objective("atr-grpo");
        // 1.2 − 1 − ln 1.2 = 0.017678; below 1 the same divergence is reached at 0.8236 already, above 0.8.
        assertThat(interval(atr).high()).isCloseTo(1.2, within(1e-5));
        assertThat(interval(atr).low()).isCloseTo(0.82357, within(1e-5));
        double low = interval(atr).low();
        assertThat(low - 1 - Math.log(low)).isCloseTo(0.017678, within(1e-12));
        assertThat(atr.reference()).isEmpty();
        assertThat(atr.aggregation()).isInstanceOf(SequenceMean.class);
    }

    @Test
    void namesThatDoNotExistAreRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> Preset.named("sgd"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("objective.preset must be one of atr-grpo, atr-grpo-equal-width, grpo, ")
                .hasMessageEndingWith(", got sgd");
        Map.of(
                        "dr_grpo",
                        "dr-grpo",
                        "GRPO",
                        "grpo",
                        "drgpo",
                        "dr-grpo",
                        "gsop",
                        "gspo",
                        "ppoclip",
                        "ppo-clip",
                        "pp",
                        "ppo")
                .forEach((typed, meant) -> assertThatThrownBy(() -> Preset.named(typed))
                        .hasMessageEndingWith(", got " + typed + " (did you mean " + meant + "?)"));
        assertThatThrownBy(() -> ObjectiveCatalogue.objective(PresetText.objective("test", "condition: klll")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("objective.condition")
                .hasMessageContaining("klll");
    }

    @Test
    void namesThatPeopleTypeMeanAPreset() {
        assertThat(Preset.named("ppo")).isEqualTo(Preset.named("ppo-clip"));
        assertThat(Preset.named("reinforce++").name()).isEqualTo("reinforce-plus-plus");
        assertThat(objective("ppo").aggregation()).isInstanceOf(TokenMean.class);
        assertThat(interval(objective("ppo")).high()).isCloseTo(1.2, within(1e-15));
    }

    /**
     * GRPO's interval [0.8, 1.2] is 0.4 wide; KL3 at the upper bound 1.2 is 0.3764 wide, at δ = 0.019956 it is 0.4000.
     */
    @Test
    void equalWidthIsGrposWidthInTheShapeOfKl3() {
        LogInterval equal = interval(objective("atr-grpo-equal-width"));
        assertThat(equal.high() - equal.low()).isCloseTo(0.4, within(1e-5));
        assertThat(equal.low()).isCloseTo(0.8133, within(1e-4));
        LogInterval paper = interval(objective("atr-grpo"));
        assertThat(paper.high() - paper.low()).isCloseTo(0.3764, within(1e-4));
    }

    /**
     * TOPR's weight of a wrong sequence is min(W, 1) with W the product over its tokens, that of a right one is 1. Two
     * tokens of log-ratios −0.5 and 0.2: W = e^−0.3 = 0.740818; 0.5 and 0.2: W = e^0.7 is capped at 1. Each of two
     * sequences of two tokens weighs 1/4 a token.
     */
    @Test
    void toprLooksAtTheRatioOfTheWholeSequence() {
        Objective topr = objective("topr");
        assertThat(topr.level()).isInstanceOf(SequenceProduct.class);
        double[][] wrong = TokenBatch.of(new double[] {-1, -1}, new double[] {-0.5, 0.2}, new double[] {0.5, 0.2})
                .evaluate(topr)
                .gradient();
        assertThat(Arrays.copyOf(wrong[0], 2)).containsExactly(new double[] {0.740818 / 4, 0.740818 / 4}, within(1e-6));
        assertThat(Arrays.copyOf(wrong[1], 2)).containsExactly(new double[] {0.25, 0.25}, within(1e-12));
        double[][] right = TokenBatch.of(new double[] {1, 1}, new double[] {-0.5, 0.2}, new double[] {0.5, 0.2})
                .evaluate(topr)
                .gradient();
        assertThat(Arrays.copyOf(right[0], 2)).containsExactly(new double[] {-0.25, -0.25}, within(1e-12));
        assertThat(Arrays.copyOf(right[1], 2)).containsExactly(new double[] {-0.25, -0.25}, within(1e-12));
    }

    private static Objective objective(String preset) {
        return ObjectiveCatalogue.objective(Preset.named(preset).objective());
    }

    private static LogInterval interval(Objective objective) {
        return ((IntervalCondition) objective.conditions().get(0)).interval();
    }

    private static double[] advantages(String preset, double... rewards) {
        return ObjectiveCatalogue.advantages(Preset.named(preset).objective())
                .estimator()
                .advantages(List.of(ScoredGroup.ofRewards(rewards)))
                .get(0)
                .stream()
                .mapToDouble(Advantage::mean)
                .toArray();
    }
}
