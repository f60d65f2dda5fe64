package dev.kedge.divergence.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.RatioCondition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Laws of every condition, found by walking the catalogue; and its answers to wrong input. */
final class ConditionCatalogueTest {

    private static final List<Double> GROWING =
            List.of(1e-12, 1e-9, 1e-6, 1e-4, 0.003, 0.0177, 0.1, 0.4, 0.9, 2.5, 10.0);

    @Test
    void namesAreThose() {
        assertThat(ConditionCatalogue.kinds().stream().map(ConditionKind::name))
                .containsExactly(
                        "ratio",
                        "clip-higher",
                        "kl3",
                        "kl1",
                        "abs-kl1",
                        "kl2",
                        "reverse-kl",
                        "chi2",
                        "neyman",
                        "hellinger",
                        "jensen-shannon",
                        "le-cam",
                        "jeffreys",
                        "total-variation",
                        "cressie-read",
                        "binary-kl",
                        "binary-kl-reverse",
                        "binary-tv",
                        "binary-chi2",
                        "binary-chi2-relaxed",
                        "trgppo",
                        "dcpo",
                        "probability-kl3",
                        "ratio-above-probability",
                        "none");
    }

    @TestFactory
    Stream<DynamicTest> saysWhatItIs() {
        return each(kind -> {
            assertThat(kind.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(kind.definition().title()).isNotBlank();
            assertThat(kind.definition().citation()).isNotBlank();
            for (Parameter parameter : kind.parameters()) {
                assertThat(parameter.name()).matches("[a-z]+(_[a-z]+)*");
                assertThat(parameter.meaning()).isNotBlank();
                assertThat(kind.definition().formula()).contains(parameter.name());
            }
            assertThat(ConditionCatalogue.kind(kind.name())).isSameAs(kind);
            assertThat(kind.create(Map.of()).definition().citation()).isNotBlank();
            assertThat(kind.create(Map.of()).toString())
                    .startsWith(kind.create(Map.of()).definition().title());
        });
    }

    @TestFactory
    Stream<DynamicTest> defaultGivesTheBoundItSays() {
        return eachRatio(kind -> {
            LogInterval interval = ratio(kind, Map.of()).interval();
            String meanings =
                    kind.parameters().stream().map(Parameter::meaning).toList().toString();
            // δ is given to six decimals, and a bound moves by about 1/s = 5 times δ.
            if (meanings.contains("high = 1.2")) {
                assertThat(interval.high()).isCloseTo(1.2, within(5e-6));
            }
            if (meanings.contains("low = 0.8")) {
                assertThat(interval.low()).isCloseTo(0.8, within(5e-6));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> endsAreWhereTheDivergenceMeetsTheThreshold() {
        return eachWithGrowing((kind, conditions) -> {
            for (RatioCondition condition : conditions) {
                LogInterval interval = condition.interval();
                assertThat(interval.contains(0)).isTrue();
                assertThat(condition.divergence(0)).isZero();
                for (double end : new double[] {interval.logLow(), interval.logHigh()}) {
                    if (Double.isInfinite(end)) {
                        assertThat(condition.divergence(end)).isLessThanOrEqualTo(condition.threshold());
                        assertThat(interval.contains(Math.copySign(700, end))).isTrue();
                    } else {
                        // φ ~ x² near 0 and e^x or x further out: a last-place error of the end counts at most
                        // |x|-fold.
                        assertThat(condition.divergence(end) / condition.threshold())
                                .as(condition.toString())
                                .isCloseTo(1, within(1e-14));
                        assertThat(condition.divergence(1.001 * end)).isGreaterThan(condition.threshold());
                        assertThat(condition.divergence(0.999 * end)).isLessThan(condition.threshold());
                        assertThat(interval.contains(1.001 * end)).isFalse();
                        assertThat(interval.contains(0.999 * end)).isTrue();
                    }
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> intervalGrowsWithItsParameter() {
        return eachWithGrowing((kind, conditions) -> {
            for (int i = 1; i < conditions.size(); i++) {
                LogInterval narrow = conditions.get(i - 1).interval();
                LogInterval wide = conditions.get(i).interval();
                assertThat(wide.logLow()).isLessThanOrEqualTo(narrow.logLow());
                assertThat(wide.logHigh()).isGreaterThanOrEqualTo(narrow.logHigh());
                assertThat(wide).as(kind.name()).isNotEqualTo(narrow);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> numbersOutOfRangeAreRefused() {
        return each(kind -> {
            for (Parameter parameter : kind.parameters()) {
                for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                    assertRefused(kind, parameter, wrong);
                }
                if (parameter.allowed().equals(Parameter.Range.POSITIVE)) {
                    assertRefused(kind, parameter, 0);
                    assertRefused(kind, parameter, -0.1);
                }
            }
        });
    }

    @Test
    void unknownNamesAreAnsweredWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConditionCatalogue.create("kl4", Map.of()))
                .withMessageStartingWith("condition must be one of ratio, clip-higher, kl3, ")
                .withMessageEndingWith(", got kl4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConditionCatalogue.create("clip-higher", Map.of("epsilon", 0.2)))
                .withMessage("condition clip-higher has no parameter epsilon; allowed: epsilon_low, epsilon_high");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConditionCatalogue.create("none", Map.of("delta", 0.2)))
                .withMessage("condition none has no parameter delta; allowed: none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConditionCatalogue.create("kl3", Map.of("delta", -1.0)))
                .withMessage("condition kl3: delta must be in (0, Infinity), got -1.0");
    }

    @Test
    void parametersReachTheCondition() {
        LogInterval clipHigher = ratio(
                        ConditionCatalogue.kind("clip-higher"), Map.of("epsilon_low", 0.3, "epsilon_high", 0.5))
                .interval();
        assertThat(clipHigher.low()).isCloseTo(0.7, within(1e-15));
        assertThat(clipHigher.high()).isCloseTo(1.5, within(1e-15));
        // α = 2 is |w - 1| <= sqrt(2·0.02) = 0.2
        LogInterval chiSquare = ratio(ConditionCatalogue.kind("cressie-read"), Map.of("alpha", 2.0, "delta", 0.02))
                .interval();
        assertThat(chiSquare.low()).isCloseTo(0.8, within(1e-15));
        assertThat(chiSquare.high()).isCloseTo(1.2, within(1e-15));
    }

    private static void assertRefused(ConditionKind kind, Parameter parameter, double wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.create(Map.of(parameter.name(), wrong)))
                .withMessage("condition " + kind.name() + ": " + parameter.name() + " must be in "
                        + parameter.allowed().text() + ", got " + wrong);
    }

    private interface KindCheck {
        void run(ConditionKind kind);
    }

    private interface GrowingCheck {
        void run(ConditionKind kind, List<RatioCondition> conditions);
    }

    private static Stream<DynamicTest> each(KindCheck check) {
        return ConditionCatalogue.kinds().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> check.run(kind)));
    }

    private static Stream<DynamicTest> eachRatio(KindCheck check) {
        return ConditionCatalogue.kinds().stream()
                .filter(kind -> !kind.needsProbability())
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> check.run(kind)));
    }

    private static RatioCondition ratio(ConditionKind kind, Map<String, Double> values) {
        return (RatioCondition) kind.create(values);
    }

    /** Every ratio kind with all of its positive parameters set to growing numbers. */
    private static Stream<DynamicTest> eachWithGrowing(GrowingCheck check) {
        return eachRatio(kind -> {
            List<Parameter> positive = kind.parameters().stream()
                    .filter(parameter -> parameter.allowed().equals(Parameter.Range.POSITIVE))
                    .toList();
            if (positive.isEmpty()) {
                check.run(kind, List.of(ratio(kind, Map.of())));
                return;
            }
            check.run(
                    kind,
                    GROWING.stream()
                            .map(value -> {
                                Map<String, Double> values = new HashMap<>();
                                positive.forEach(parameter -> values.put(parameter.name(), value));
                                return ratio(kind, values);
                            })
                            .toList());
        });
    }
}
