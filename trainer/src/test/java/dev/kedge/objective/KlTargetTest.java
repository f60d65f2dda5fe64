package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.objective.KlTarget.Config;
import dev.kedge.objective.KlTarget.Measure;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The controller by hand: target 0.01, band 1.5, factor 2, so nothing changes from 0.00667 to 0.015. */
class KlTargetTest {

    private final KlTarget controller = new KlTarget(Config.DEFAULT);

    private void measured(double kl3) {
        controller.observe(Map.of("update/kl3", kl3, "exact/kl", 0.01));
    }

    @Test
    void beginsWithTheThresholdsAsTheyAre() {
        assertThat(controller.scale()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0151, 0.5", // > 1.5 · 0.01: thresholds are halved
        "0.0149, 1", // within the band
        "0.01, 1",
        "0.0067, 1", // > 0.01/1.5 = 0.006667
        "0.0066, 2", // thresholds are doubled
        "0, 2"
    })
    void oneMeasurementMovesTheScaleByItsFactorAtMost(double kl3, double scale) {
        measured(kl3);
        assertThat(controller.scale()).isEqualTo(scale);
    }

    @Test
    void measurementsAddUp() {
        // 1 → 1/2 → 1/4 → 1/4 → 1/2
        measured(0.1);
        measured(0.1);
        measured(0.01);
        measured(0.001);
        assertThat(controller.scale()).isEqualTo(0.5);
    }

    @Test
    void theScaleStaysWithinAThousandfold() {
        for (int step = 0; step < 30; step++) {
            measured(1);
        }
        assertThat(controller.scale()).isEqualTo(1.0 / 1024);
        for (int step = 0; step < 60; step++) {
            measured(0);
        }
        assertThat(controller.scale()).isEqualTo(1024);
    }

    @Test
    void aStepWithoutUpdatesAndNumbersThatAreNoneChangeNothing() {
        controller.observe(Map.of("rollout/reward_mean", 1.0));
        measured(Double.NaN);
        assertThat(controller.scale()).isEqualTo(1);
    }

    @Test
    void theExactDivergenceIsLookedAtWhereItIsAskedFor() {
        // Band 1.1 and factor 3: above 0.022 the thresholds are divided by 3, below 0.01818 multiplied.
        KlTarget exact = new KlTarget(new Config(0.02, Measure.EXACT, 1.1, 3));
        exact.observe(Map.of("update/kl3", 0.0, "exact/kl", 0.0221));
        assertThat(exact.scale()).isEqualTo(1.0 / 3);
        exact.observe(Map.of("update/kl3", 1.0, "exact/kl", 0.0181));
        assertThat(exact.scale()).isEqualTo(1);
    }

    @Test
    void whatWasLearnedSurvives() {
        measured(1);
        measured(1);
        KlTarget resumed = new KlTarget(Config.DEFAULT);
        TreeMap<String, Double> state = new TreeMap<>(controller.state());
        state.put("another's", 7.0);
        resumed.resume(state);
        assertThat(resumed.scale()).isEqualTo(0.25);
        resumed.resume(new TreeMap<>());
        assertThat(resumed.scale()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0,1.5,2", "-1,1.5,2", "NaN,1.5,2", "Infinity,1.5,2", "0.01,1,2", "0.01,1.5,1", "0.01,1.5,Infinity"})
    void settingsOutOfRangeAreRefused(double target, double band, double factor) {
        assertThatThrownBy(() -> new Config(target, Measure.KL3, band, factor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be >");
    }
}
