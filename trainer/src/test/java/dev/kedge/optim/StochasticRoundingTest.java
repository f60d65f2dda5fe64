package dev.kedge.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class StochasticRoundingTest {

    /** Between 1 and 2, bfloat16 numbers are 2⁻⁷ apart. */
    private static final double STEP = 1.0 / 128;

    private static double[] rounded(float value, int count, long update) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            return HostMemory.doubles(new StochasticRounding(7).round(HostMemory.tensor(values, count), update, 0));
        }
    }

    @Test
    void itsMeanIsTheNumberAndEachValueOneOfTheTwoNeighbours() {
        // 1 + 0.3 steps: up with probability 0.3. The standard error of 40,000 draws is √(0.3·0.7/40000) = 0.0023
        // steps.
        double[] values = rounded((float) (1 + 0.3 * STEP), 40_000, 1);
        assertThat(DoubleStream.of(values).distinct().sorted().toArray()).containsExactly(1, 1 + STEP);
        assertThat(DoubleStream.of(values).average().orElseThrow())
                .isCloseTo(1 + 0.3 * STEP, within(5 * 0.0023 * STEP));

        // Of a negative number the neighbours are −1 and −1 − 2⁻⁷: magnitudes are treated alike.
        double[] negative = rounded((float) (-1 - 0.3 * STEP), 40_000, 1);
        assertThat(DoubleStream.of(negative).average().orElseThrow())
                .isCloseTo(-1 - 0.3 * STEP, within(5 * 0.0023 * STEP));
    }

    @Test
    void aNumberThatBfloat16HoldsStays() {
        assertThat(rounded(1.5f, 100, 1)).containsOnly(1.5);
        assertThat(rounded(0f, 100, 1)).containsOnly(0.0);
    }

    @Test
    void theSameUpdateRoundsTheSameWayAnotherOneOtherwise() {
        float value = (float) (1 + 0.5 * STEP);
        assertThat(rounded(value, 1000, 3)).isEqualTo(rounded(value, 1000, 3)).isNotEqualTo(rounded(value, 1000, 4));
    }

    @Test
    void smallUpdatesOfBfloat16WeightsArriveOnAverage() {
        try (Scope scope = Scope.open()) {
            float[] ones = new float[4096];
            Arrays.fill(ones, 1);
            Tensor weights = HostMemory.tensor(ones, ones.length).to(ScalarType.BFloat16);
            Tensor gradient = HostMemory.tensor(ones, ones.length).to(ScalarType.BFloat16);
            try (AdamW adam = new AdamW(weights, gradient, AdamW.Config.DEFAULT, 5)) {
                for (int i = 0; i < 100; i++) {
                    adam.update(
                            1e-4); // of a constant gradient: each update moves a weight by 1e-4, half a step is 2e-3
                }
            }
            // 100 · 1e-4 below 1, where the steps are 2⁻⁸; rounding to the nearest would have left every weight at 1.
            double mean = DoubleStream.of(HostMemory.doubles(weights)).average().orElseThrow();
            assertThat(mean).isCloseTo(1 - 0.01, within(5e-4));
        }
    }
}
