package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.config.Choice;
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
import java.util.stream.DoubleStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every condition of the catalogue, as the objective uses it. */
class ConditionTest {

    @TestFactory
    List<DynamicTest> everyKindIsBuiltAndTestsTokensAsItsIntervalSays() {
        return ConditionCatalogue.kinds().stream()
                .filter(kind -> !kind.needsProbability())
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> {
                    LogInterval interval = ((IntervalCondition) built(Choice.of(kind.name()))).interval();
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
            IntervalCondition changed = (IntervalCondition) built(Choice.of(kind.name(), settings));
            assertThat(changed.interval()).as(parameter.name()).isNotEqualTo(standard);
        });
        assertThatThrownBy(() -> built(Choice.of(kind.name(), Map.of("delta_max", 1.0))))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.path()).startsWith("objective.condition"))
                .hasMessageContaining("delta_max");
    }

    private static Condition built(Choice condition) {
        return ObjectiveCatalogue.objective(PresetCatalogue.objective("test", "condition: " + condition))
                .conditions()
                .get(0);
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
        // itself
        // is exact to 1e-13, so a comparison of logs in float64 tells 1.4142e-6 from 1.4143e-6.
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
        assertThatThrownBy(() -> built(Choice.of("kl3", Map.of("delta", "small"))))
                .isInstanceOf(ConfigException.class)
                .hasMessage("objective.condition.delta must be a number in (0, Infinity), got small");
        assertThatThrownBy(() -> built(Choice.of("kl3", Map.of("delta", -1))))
                .isInstanceOf(ConfigException.class)
                .hasMessage("objective.condition.delta must be a number in (0, Infinity), got -1");
    }
}
