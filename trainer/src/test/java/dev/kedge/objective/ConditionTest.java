package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.config.ConfigException;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.objective.condition.Condition;
import dev.kedge.objective.condition.IntervalCondition;
import dev.kedge.objective.condition.Violation;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every condition of the catalogue, as the objective uses it. */
class ConditionTest {

    @TestFactory
    List<DynamicTest> everyKindIsBuiltAndTestsTokensAsItsIntervalSays() {
        return ConditionCatalogue.kinds().stream()
                .filter(kind -> !kind.needsProbability())
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> {
                    LogInterval interval = ((IntervalCondition) built(kind.name())).interval();
                    assertThat(interval).isEqualTo(((RatioCondition) kind.create(Map.of())).interval());
                    agreesWith(interval);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyParameterOfEveryKindReachesTheCondition() {
        return ConditionCatalogue.kinds().stream()
                .filter(kind -> !kind.needsProbability() && !kind.parameters().isEmpty())
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> parametersReach(kind)))
                .toList();
    }

    private static void parametersReach(ConditionKind kind) {
        LogInterval standard = ((RatioCondition) kind.create(Map.of())).interval();
        kind.parameters().forEach(parameter -> {
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put(parameter.name(), parameter.defaultValue() / 2 + 0.125);
            IntervalCondition changed = (IntervalCondition) built(yaml(kind.name(), settings));
            assertThat(changed.interval()).as(parameter.name()).isNotEqualTo(standard);
        });
        assertThatThrownBy(() -> built(yaml(kind.name(), Map.of("delta_max", 1.0))))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.path()).startsWith("objective.condition"))
                .hasMessageContaining("delta_max");
    }

    private static String yaml(String kind, Map<String, ?> settings) {
        return "{kind: " + kind
                + settings.entrySet().stream()
                        .map(setting -> ", " + setting.getKey() + ": " + setting.getValue())
                        .collect(Collectors.joining())
                + "}";
    }

    private static Violation test(Condition condition, Tensor x) {
        Tensor old = x.mul(new Scalar(0.0)).sub(new Scalar(1.0));
        Tensor mask = x.lt(new Scalar(1e300));
        return condition.test(x, ObjectiveInputs.of(old.add(x), old, old, mask));
    }

    private static void agreesWith(LogInterval interval) {
        double[] x = DoubleStream.concat(
                        DoubleStream.of(-30, -3, -1, -0.1, -1e-9, 0, 1e-9, 0.1, 1, 3, 30),
                        DoubleStream.of(interval.logLow(), interval.logHigh())
                                .filter(Double::isFinite)
                                .flatMap(bound -> DoubleStream.of(Math.nextDown(bound), bound, Math.nextUp(bound))))
                .toArray();
        try (Scope scope = Scope.open()) {
            Violation violation = test(new IntervalCondition(interval), HostMemory.tensor(x, 1, x.length));
            long[] below = HostMemory.longs(violation.below());
            long[] above = HostMemory.longs(violation.above());
            double[] clipped = HostMemory.doubles(violation.clippedRatio());
            for (int i = 0; i < x.length; i++) {
                assertThat(below[i] == 1).as("below, x = %s", x[i]).isEqualTo(x[i] < interval.logLow());
                assertThat(above[i] == 1).as("above, x = %s", x[i]).isEqualTo(x[i] > interval.logHigh());
                double inside = Math.max(interval.logLow(), Math.min(interval.logHigh(), x[i]));
                assertThat(clipped[i] / Math.exp(inside)).isCloseTo(1, within(1e-14));
            }
        }
    }

    @Test
    void violationIsDecidedInFloat64AlsoForFloat32LogRatios() {
        // δ = 1e-12: log u = 1.414213e-6. In float32, 1 + that is 1.0000014, off by 1e-8 of 1.4e-6; the log-ratio
        // itself is exact to 1e-13, so a comparison of logs in float64 tells 1.4142e-6 from 1.4143e-6.
        RatioCondition kl3 = (RatioCondition) ConditionCatalogue.create("kl3", Map.of("delta", 1e-12));
        try (Scope scope = Scope.open()) {
            Tensor x = HostMemory.tensor(new float[] {1.4142e-6f, 1.4143e-6f, -1.4142e-6f, -1.4143e-6f}, 1, 4);
            Violation violation = test(new IntervalCondition(kl3.interval()), x);
            assertThat(HostMemory.longs(violation.above())).containsExactly(0, 1, 0, 0);
            assertThat(HostMemory.longs(violation.below())).containsExactly(0, 0, 0, 1);
            assertThat(violation.clippedRatio().scalar_type().value).isEqualTo(ScalarType.Float.value);
        }
    }

    @Test
    void aSettingThatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> built("{kind: kl3, delta: small}"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("objective.condition.delta must be a number in (0, Infinity), got small");
        assertThatThrownBy(() -> built("{kind: kl3, delta: -1}"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("objective.condition.delta must be a number in (0, Infinity), got -1");
    }

    /** DIVERGENCES.md section 7.3: KL2 has u = 1.28 at δ = 0.030470, and then l = 1/1.28 = 0.78125. */
    @Test
    void aThresholdMayBeGivenByItsBound() {
        IntervalCondition matched = (IntervalCondition) built("{kind: kl2, delta: {match: {high: 1.28}}}");
        assertThat(matched.interval().high()).isCloseTo(1.28, within(1e-12));
        assertThat(matched.interval().low()).isCloseTo(0.78125, within(1e-12));
        IntervalCondition byWidth = (IntervalCondition) built("{kind: kl3, delta: {match: {width: 0.4}}}");
        assertThat(byWidth.interval().high() - byWidth.interval().low()).isCloseTo(0.4, within(1e-12));
        IntervalCondition family =
                (IntervalCondition) built("{kind: cressie-read, alpha: 2, delta: {match: {low: 0.8}}}");
        assertThat(family.interval().low()).isCloseTo(0.8, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: kl1, delta: {match: {high: 1.28}}}|objective.condition.delta.match",
                "{kind: kl2, delta: {match: {high: 0.9}}}|objective.condition.delta.match",
                "{kind: kl2, delta: {match: {top: 1.2}}}|objective.condition.delta.match",
                "{kind: kl2, delta: {match: {high: wide}}}|objective.condition.delta.match.high must be a number, got wide",
                "{kind: kl2, delta: {bound: 1.2}}|objective.condition.delta must be a number or {match: {high: …}}",
                "{kind: clip-higher, epsilon_low: {match: {low: 0.8}}}|objective.condition.epsilon_low is not the threshold",
                "{kind: all, of: []}|objective.condition.of must list at least one",
                "{kind: all, of: [ratio, {kind: kl2, delta: -1}]}|objective.condition.of[1].delta must be a number in",
                "{kind: all, of: [ratio, kl9]}|objective.condition.of[1].kind must be one of",
                "{kind: exact-kl, delta: 0}|objective.condition.delta must be > 0",
                "{kind: quadrant, low_positive: 1.5}|objective.condition",
            })
    void whatCannotBeMatchedOrListedIsNamed(String condition, String problem) {
        assertThatThrownBy(() -> built(condition))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(problem);
    }

    @Test
    void severalConditionsActTogether() {
        // KL1 over the sequence drops sequences that fell by more than 0.5; the clip stops single tokens.
        Objective both = ObjectiveCatalogue.objective(PresetText.objective(
                "test", "condition: {kind: all, of: [{kind: ratio, epsilon: 0.2}, {kind: sequence-kl1, delta: 0.5}]}"));
        double[][] gradient = TokenBatch.of(
                        new double[] {-1, -1}, new double[] {-0.9, -0.4, 0.1}, new double[] {-0.9, -0.1, 0.9})
                .evaluate(both)
                .gradient();
        // First sequence: mean −0.4, within; −0.9 and −0.4 are below log 0.8. Second: mean −0.033; −0.9 is stopped
        // alone.
        assertThat(gradient[0][0]).isZero();
        assertThat(gradient[0][1]).isZero();
        assertThat(gradient[0][2]).isNotZero();
        assertThat(gradient[1][1]).isNotZero();
        double[][] dropped = TokenBatch.of(new double[] {-1}, new double[] {-1.9, -0.1, 0.1})
                .evaluate(both)
                .gradient();
        assertThat(dropped[0]).startsWith(0.0, 0.0, 0.0);
    }

    private static Condition built(String condition) {
        return ObjectiveCatalogue.objective(PresetText.objective("test", "condition: " + condition))
                .conditions()
                .get(0);
    }
}
