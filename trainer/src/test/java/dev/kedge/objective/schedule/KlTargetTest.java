package dev.kedge.objective.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.objective.schedule.KlTarget.Config;
import dev.kedge.objective.schedule.ThresholdController.Measure;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The controller by hand: target 0.01, band 1.5, factor 2, so nothing changes from 0.00667 to 0.015. */
class KlTargetTest {

    private final KlTarget controller = new KlTarget(Config.DEFAULT);

    private void measured(double kl3) {
        controller.observe(kl3);
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
    void theScaleStaysWithinItsBoundsAndSaysOnceThatTheTargetIsOutOfReach() {
        // 1/2, 1/4, 1/8, 1/16: four steps; the fifth would leave the bounds
        for (int step = 0; step < 4; step++) {
            measured(1);
            assertThat(controller.warning()).isEmpty();
        }
        measured(1);
        assertThat(controller.scale()).isEqualTo(0.0625);
        assertThat(controller.warning())
                .contains("objective.controller cannot hold its target: update/kl3_after is 1.0 where target is 0.01,"
                        + " and thresholds are multiplied by 0.0625, which is min_scale");
        measured(1);
        assertThat(controller.warning()).isEmpty();
        for (int step = 0; step < 8; step++) {
            measured(0);
            assertThat(controller.warning()).isEmpty();
        }
        assertThat(controller.scale()).isEqualTo(16);
        measured(0);
        assertThat(controller.scale()).isEqualTo(16);
        assertThat(controller.warning().orElseThrow()).endsWith("multiplied by 16.0, which is max_scale");
    }

    @Test
    void numbersThatAreNoneChangeNothing() {
        measured(Double.NaN);
        assertThat(controller.scale()).isEqualTo(1);
    }

    @Test
    void bandAndFactorAreThoseOfTheRecipe() {
        // Band 1.1 and factor 3: above 0.022 the thresholds are divided by 3, below 0.01818 multiplied.
        KlTarget exact = new KlTarget(new Config(0.02, Measure.EXACT, 1.1, 3, 0.0625, 16));
        exact.observe(0.0221);
        assertThat(exact.scale()).isEqualTo(1.0 / 3);
        exact.observe(0.0181);
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
    @CsvSource({
        "0,1.5,2,1,1",
        "-1,1.5,2,1,1",
        "NaN,1.5,2,1,1",
        "Infinity,1.5,2,1,1",
        "0.01,1,2,1,1",
        "0.01,1.5,1,1,1",
        "0.01,1.5,Infinity,1,1",
        "0.01,1.5,2,0,1",
        "0.01,1.5,2,1.1,2",
        "0.01,1.5,2,1,0.9",
        "0.01,1.5,2,1,Infinity"
    })
    void settingsOutOfRangeAreRefused(double target, double band, double factor, double min, double max) {
        assertThatThrownBy(() -> new Config(target, Measure.KL3, band, factor, min, max))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be ");
    }
}
