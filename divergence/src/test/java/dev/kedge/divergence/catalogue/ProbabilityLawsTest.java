package dev.kedge.divergence.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ProbabilityCondition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Laws of every condition on the old probability, found by walking the catalogue. */
final class ProbabilityLawsTest {

    private static final List<Double> GROWING =
            List.of(1e-12, 1e-9, 1e-6, 1e-4, 0.003, 0.0177, 0.05, 0.1, 0.4, 0.9, 2.5, 10.0);

    /** From p = 1e-300 over one half and 1 - 1e-16 to 1. */
    private static final double[] LOG_PROBABILITIES = {
        -690.7, -300, -40, -12, -6.9, -4.6, -2.3, -1.2, -0.6932, -0.6931, -0.4, -0.11, -0.01, -1e-5, -1e-9, -1e-16, 0
    };

    private interface Law {
        void holds(ProbabilityCondition condition, double logP);
    }

    @TestFactory
    Stream<DynamicTest> everyIntervalContainsOneWhereTheDivergenceIsZero() {
        return everywhere((condition, logP) -> {
            assertThat(condition.interval(logP).contains(0)).isTrue();
            assertThat(condition.divergence(logP, 0)).isZero();
        });
    }

    /** Both ends are judged a few last places further in and further out: as good as doubles of log p and log w get. */
    @TestFactory
    Stream<DynamicTest> endsAreWhereTheDivergenceMeetsTheThreshold() {
        return everywhere((condition, logP) -> {
            LogInterval interval = condition.interval(logP);
            for (double end : new double[] {interval.logLow(), interval.logHigh()}) {
                String where = condition + " at log p = " + logP + ", end " + end;
                if (Double.isInfinite(end)) {
                    assertThat(condition.divergence(logP, Math.copySign(650, end)))
                            .as(where)
                            .isLessThanOrEqualTo(condition.threshold());
                    continue;
                }
                int side = end == interval.logLow() ? -1 : 1;
                double lastPlaces = 8 * Math.max(Math.ulp(end), Math.ulp(logP));
                double inside = side * Math.max(0, side * end - lastPlaces);
                assertThat(condition.divergence(logP, inside))
                        .as(where)
                        .isLessThanOrEqualTo(condition.threshold() * (1 + 1e-13));
                assertThat(condition.divergence(logP, end + side * lastPlaces))
                        .as(where)
                        .isGreaterThanOrEqualTo(condition.threshold() * (1 - 1e-13));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> divergenceDecidesAsTheIntervalDoes() {
        return everywhere((condition, logP) -> {
            LogInterval interval = condition.interval(logP);
            for (double x : new double[] {-30, -2, -0.5, -0.1, -1e-3, -1e-7, 1e-7, 1e-3, 0.1, 0.5, 2, 30}) {
                boolean nearAnEnd = near(x, interval.logLow()) || near(x, interval.logHigh());
                // Beyond x = -log p there is no such probability.
                if (!nearAnEnd && logP + x < 0) {
                    assertThat(condition.divergence(logP, x) <= condition.threshold())
                            .as(condition + " at log p = " + logP + ", x = " + x)
                            .isEqualTo(interval.contains(x));
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> intervalsGrowWithTheThreshold() {
        return each(kind -> {
            List<ProbabilityCondition> conditions = growing(kind);
            for (double logP : LOG_PROBABILITIES) {
                for (int i = 1; i < conditions.size(); i++) {
                    LogInterval narrow = conditions.get(i - 1).interval(logP);
                    LogInterval wide = conditions.get(i).interval(logP);
                    assertThat(wide.logLow()).isLessThanOrEqualTo(narrow.logLow());
                    assertThat(wide.logHigh()).isGreaterThanOrEqualTo(narrow.logHigh());
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aBatchHasTheBoundsOfItsTokensToTheLastBit() {
        return each(kind -> {
            ProbabilityCondition condition = (ProbabilityCondition) kind.create(Map.of());
            SplittableRandom random = new SplittableRandom(7);
            double[] logP = DoubleStream.concat(
                            DoubleStream.of(0, -0.0, 1e-7, Double.NEGATIVE_INFINITY, Double.NaN, -800),
                            DoubleStream.generate(() -> -Math.pow(10, random.nextDouble(-12, 3)))
                                    .limit(5000))
                    .toArray();
            double[] low = new double[logP.length];
            double[] high = new double[logP.length];
            condition.logBounds(logP, low, high);
            for (int i = 0; i < logP.length; i++) {
                assertThat(new LogInterval(low[i], high[i]))
                        .as("log p = " + logP[i])
                        .isEqualTo(condition.interval(logP[i]));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> positionsWithoutATokenAreUnbounded() {
        return each(kind -> assertThat(((ProbabilityCondition) kind.create(Map.of())).interval(Double.NaN))
                .isEqualTo(LogInterval.UNBOUNDED));
    }

    private static boolean near(double x, double end) {
        return Math.abs(x - end) <= 1e-6 * Math.abs(end);
    }

    private static Stream<DynamicTest> everywhere(Law law) {
        return each(kind -> {
            for (ProbabilityCondition condition : growing(kind)) {
                for (double logP : LOG_PROBABILITIES) {
                    law.holds(condition, logP);
                }
            }
        });
    }

    private interface KindCheck {
        void run(ConditionKind kind);
    }

    private static Stream<DynamicTest> each(KindCheck check) {
        return ConditionCatalogue.kinds().stream()
                .filter(ConditionKind::needsProbability)
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> check.run(kind)));
    }

    /** The kind with all of its positive parameters set to growing numbers. */
    private static List<ProbabilityCondition> growing(ConditionKind kind) {
        return GROWING.stream()
                .map(value -> {
                    Map<String, Double> values = new HashMap<>();
                    kind.parameters().stream()
                            .filter(parameter -> parameter.allowed().equals(Parameter.Range.POSITIVE))
                            .forEach(parameter -> values.put(parameter.name(), value));
                    return (ProbabilityCondition) kind.create(values);
                })
                .toList();
    }
}
