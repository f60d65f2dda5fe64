package dev.kedge.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.optim.LearningRate.Config;
import dev.kedge.optim.LearningRate.Schedule;
import org.junit.jupiter.api.Test;

/** Schedules by hand: peak 0.8, warm-up of 4 updates, 12 updates in all. */
class LearningRateTest {

    @Test
    void theWarmUpIsALineThatEndsAtThePeak() {
        LearningRate rate = new LearningRate(new Config(0.8, 4, Schedule.CONSTANT, 0), 12);
        // 0.8·1/4, 0.8·2/4, 0.8·3/4, 0.8·4/4; the first update is not wasted on a rate of 0.
        assertThat(rates(rate, 0, 1, 2, 3)).containsExactly(new double[] {0.2, 0.4, 0.6, 0.8}, within(1e-15));
        assertThat(rates(rate, 4, 11, 1000)).containsExactly(0.8, 0.8, 0.8);
    }

    @Test
    void linearFallsFromThePeakToItsFinalFraction() {
        LearningRate toZero = new LearningRate(new Config(0.8, 4, Schedule.LINEAR, 0), 12);
        // 8 updates after the warm-up: 0.8·(1 − k/8) for update 4 + k.
        assertThat(rates(toZero, 4, 5, 8, 11)).containsExactly(new double[] {0.8, 0.7, 0.4, 0.1}, within(1e-15));
        LearningRate toQuarter = new LearningRate(new Config(0.8, 4, Schedule.LINEAR, 0.25), 12);
        // 0.8·(0.25 + 0.75·(1 − 4/8)) = 0.5
        assertThat(rates(toQuarter, 4, 8)).containsExactly(new double[] {0.8, 0.5}, within(1e-15));
    }

    @Test
    void cosineFallsAlongHalfACosine() {
        LearningRate rate = new LearningRate(new Config(0.8, 4, Schedule.COSINE, 0), 12);
        // 0.8·(1 + cos(π·k/8))/2: k = 2: 0.8·(1 + 0.707107)/2 = 0.682843; k = 4: 0.4; k = 6: 0.117157.
        assertThat(rates(rate, 4, 6, 8, 10)).containsExactly(new double[] {0.8, 0.682843, 0.4, 0.117157}, within(1e-6));
    }

    @Test
    void pastTheEndTheLastRateStays() {
        // A resumed run, or a last mini-batch more than planned, must not see the cosine come up again.
        for (Schedule schedule : new Schedule[] {Schedule.LINEAR, Schedule.COSINE}) {
            LearningRate rate = new LearningRate(new Config(0.8, 0, schedule, 0.1), 10);
            assertThat(rates(rate, 10, 15, 1_000_000)).containsExactly(new double[] {0.08, 0.08, 0.08}, within(1e-15));
        }
    }

    @Test
    void aWarmUpLongerThanTheRunNeverReachesThePeak() {
        LearningRate rate = new LearningRate(new Config(1, 100, Schedule.COSINE, 0), 10);
        assertThat(rates(rate, 0, 9)).containsExactly(new double[] {0.01, 0.1}, within(1e-15));
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> new Config(0, 0, Schedule.CONSTANT, 0))
                .hasMessage("peak must be > 0 and finite, got 0.0");
        assertThatThrownBy(() -> new Config(Double.NaN, 0, Schedule.CONSTANT, 0))
                .hasMessageContaining("got NaN");
        assertThatThrownBy(() -> new Config(1, -1, Schedule.CONSTANT, 0))
                .hasMessage("warmup_updates must be >= 0, got -1");
        assertThatThrownBy(() -> new Config(1, 0, Schedule.LINEAR, 1.5))
                .hasMessage("final_fraction must be in [0, 1], got 1.5");
    }

    private static double[] rates(LearningRate rate, long... updates) {
        double[] rates = new double[updates.length];
        for (int i = 0; i < updates.length; i++) {
            rates[i] = rate.at(updates[i]);
        }
        return rates;
    }
}
