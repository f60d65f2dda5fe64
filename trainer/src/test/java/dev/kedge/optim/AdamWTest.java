package dev.kedge.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** AdamW by hand; the trace of torch.optim is followed in {@code GoldenModelTest}. */
class AdamWTest {

    private static final double FLOAT32 = 1e-6;

    @Test
    void twoUpdatesByHand() {
        try (Scope scope = Scope.open()) {
            Tensor parameters = HostMemory.tensor(new float[] {1, -2}, 2);
            Tensor gradient = HostMemory.tensor(new float[] {0.5f, -0.25f}, 2);
            try (AdamW adam = new AdamW(parameters, gradient, new AdamW.Config(0.9, 0.99, 1e-8, 0.1), 1)) {
                adam.update(0.01);
                // m = 0.1·g, v = 0.01·g², corrected back to g and g²: the first update is lr·sign(g) whatever g's size.
                // Decay first: 1·(1 − 0.01·0.1) = 0.999. Then 0.999 − 0.01 = 0.989; −1.998 + 0.01 = −1.988.
                assertThat(HostMemory.doubles(parameters))
                        .containsExactly(new double[] {0.989, -1.988}, within(FLOAT32));
                assertThat(HostMemory.doubles(adam.firstMoment()))
                        .containsExactly(new double[] {0.05, -0.025}, within(FLOAT32));
                assertThat(HostMemory.doubles(adam.secondMoment()))
                        .containsExactly(new double[] {0.0025, 0.000625}, within(FLOAT32));

                gradient.zero_();
                adam.update(0.01);
                // m = 0.045, v = 0.002475; m/(1 − 0.81) = 0.236842, v/(1 − 0.9801) = 0.124372, its root 0.352664.
                // 0.989·0.999 − 0.01·0.236842/0.352664 = 0.988011 − 0.006716 = 0.981295.
                // The second: −1.988·0.999 + 0.006716 = −1.979296, the step's size being free of the gradient's scale.
                assertThat(HostMemory.doubles(parameters))
                        .containsExactly(new double[] {0.981295, -1.979296}, within(FLOAT32));
                assertThat(adam.updates()).isEqualTo(2);
            }
        }
    }

    @Test
    void resumedFromItsMomentsItGoesOnBitForBit() {
        try (Scope scope = Scope.open()) {
            AdamW.Config config = AdamW.Config.DEFAULT;
            Tensor gradient = HostMemory.tensor(new float[] {0.3f, -0.7f, 1e-4f}, 3);
            Tensor straight = HostMemory.tensor(new float[] {1, 2, 3}, 3);
            Tensor resumed = HostMemory.tensor(new float[] {1, 2, 3}, 3);
            try (AdamW whole = new AdamW(straight, gradient, config, 1);
                    AdamW first = new AdamW(resumed, gradient, config, 1);
                    AdamW second = new AdamW(resumed, gradient, config, 1)) {
                for (int i = 0; i < 5; i++) {
                    whole.update(0.1);
                }
                first.update(0.1);
                first.update(0.1);
                try (NoGradient guard = NoGradient.open()) {
                    second.firstMoment().copy_(first.firstMoment());
                    second.secondMoment().copy_(first.secondMoment());
                }
                second.resumeAt(first.updates());
                for (int i = 2; i < 5; i++) {
                    second.update(0.1);
                }
                assertThat(HostMemory.floats(resumed)).containsExactly(HostMemory.floats(straight));
            }
        }
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> new AdamW.Config(1, 0.9, 1e-8, 0)).hasMessage("beta1 must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> new AdamW.Config(0.9, -0.1, 1e-8, 0)).hasMessage("beta2 must be in [0, 1), got -0.1");
        assertThatThrownBy(() -> new AdamW.Config(0.9, 0.9, 0, 0)).hasMessage("epsilon must be > 0, got 0.0");
        assertThatThrownBy(() -> new AdamW.Config(0.9, 0.9, 1, -1)).hasMessage("weight_decay must be >= 0, got -1.0");
    }
}
