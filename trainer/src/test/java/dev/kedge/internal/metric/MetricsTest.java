package dev.kedge.internal.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void meansAreWeightedByWhatTheyCount() {
        Metrics metrics = new Metrics();
        // 3 tokens with sum 6 and 1 token with sum 10: (6 + 10)/(3 + 1) = 4, not the mean (2 + 10)/2 = 6 of two means.
        metrics.mean("update/entropy", 6, 3);
        metrics.mean("update/entropy", 10, 1);
        assertThat(metrics.values()).containsExactly(entry("update/entropy", 4.0));
    }

    @Test
    void mergingPartsIsMeasuringTheWholeHoweverItIsCut() {
        // Integers, so that sums are exact in any order.
        double[] items = {3, -1, 4, 1, -5, 9, 2, 6};
        Metrics whole = measured(items, 0, items.length);
        for (int first = 0; first <= items.length; first++) {
            for (int second = first; second <= items.length; second++) {
                Metrics left = measured(items, 0, first);
                Metrics right = measured(items, first, second);
                Metrics last = measured(items, second, items.length);
                right.merge(last);
                left.merge(right);
                assertThat(left.values()).as("cut at %d and %d", first, second).isEqualTo(whole.values());
            }
        }
        // (3 − 1 + 4 + 1 − 5 + 9 + 2 + 6)/8 = 19/8
        assertThat(whole.values())
                .containsExactly(
                        entry("a/last", 6.0), entry("a/max", 9.0), entry("a/mean", 2.375), entry("a/sum", 19.0));
    }

    private static Metrics measured(double[] items, int from, int to) {
        Metrics metrics = new Metrics();
        for (int i = from; i < to; i++) {
            metrics.mean("a/mean", items[i], 1);
            metrics.sum("a/sum", items[i]);
            metrics.max("a/max", items[i]);
            metrics.value("a/last", items[i]);
        }
        return metrics;
    }

    @Test
    void mergingLeavesTheOtherAsItWas() {
        Metrics other = measured(new double[] {1, 2}, 0, 2);
        Metrics metrics = measured(new double[] {10}, 0, 1);
        metrics.merge(other);
        metrics.merge(other);
        assertThat(other.values()).isEqualTo(measured(new double[] {1, 2}, 0, 2).values());
        assertThat(metrics.values()).containsEntry("a/sum", 16.0);
    }

    @Test
    void aMeanOverNothingIsLeftOutAndASumOfNothingIsZero() {
        Metrics metrics = new Metrics();
        metrics.mean("update/kl3", 0, 0);
        metrics.sum("rollout/outcome_error", 0);
        assertThat(metrics.values()).containsExactly(entry("rollout/outcome_error", 0.0));
    }

    @Test
    void aNotANumberIsNotHidden() {
        Metrics metrics = new Metrics();
        for (double value : List.of(1.0, Double.NaN, 2.0)) {
            metrics.mean("a/mean", value, 1);
            metrics.max("a/max", value);
        }
        assertThat(metrics.values().get("a/mean")).isNaN();
        assertThat(metrics.values().get("a/max")).isNaN();
    }

    @Test
    void oneNameCannotBeReducedInTwoWays() {
        Metrics metrics = new Metrics();
        metrics.mean("update/loss", 1, 1);
        assertThatThrownBy(() -> metrics.sum("update/loss", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("metric update/loss is reduced as MEAN in one place and as SUM in another");
    }
}
