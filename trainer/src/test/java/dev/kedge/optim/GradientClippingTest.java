package dev.kedge.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class GradientClippingTest {

    @Test
    void aLongGradientIsScaledToTheBoundAndKeepsItsDirection() {
        try (Scope scope = Scope.open()) {
            Tensor gradient = HostMemory.tensor(new float[] {3, 0, -4}, 3);
            // ‖(3, 0, −4)‖ = 5; scaled by 2/5 to (1.2, 0, −1.6).
            assertThat(new GradientClipping(2).clip(gradient)).isEqualTo(5.0);
            assertThat(HostMemory.doubles(gradient)).containsExactly(new double[] {1.2, 0, -1.6}, within(1e-6));
        }
    }

    @Test
    void aShortGradientIsLeftAsItIs() {
        try (Scope scope = Scope.open()) {
            Tensor gradient = HostMemory.tensor(new float[] {0.3f, -0.4f}, 2);
            assertThat(new GradientClipping(0.75).clip(gradient)).isCloseTo(0.5, within(1e-7));
            assertThat(HostMemory.floats(gradient)).containsExactly(0.3f, -0.4f);
        }
    }

    @Test
    void anInfiniteOrUndefinedNormIsReportedAndTouchesNothing() {
        // 2/∞ = 0 would silently turn an overflow into an update of 0, or of NaN: ∞·0.
        try (Scope scope = Scope.open()) {
            Tensor infinite = HostMemory.tensor(new float[] {1, Float.POSITIVE_INFINITY}, 2);
            assertThat(new GradientClipping(2).clip(infinite)).isInfinite();
            assertThat(HostMemory.floats(infinite)).containsExactly(1, Float.POSITIVE_INFINITY);
            Tensor undefined = HostMemory.tensor(new float[] {1, Float.NaN}, 2);
            assertThat(new GradientClipping(2).clip(undefined)).isNaN();
            assertThat(HostMemory.floats(undefined)).containsExactly(1, Float.NaN);
        }
    }

    @Test
    void aBoundThatIsNotPositiveIsRefused() {
        assertThatThrownBy(() -> new GradientClipping(0)).hasMessage("max_gradient_norm must be > 0, got 0.0");
        assertThatThrownBy(() -> new GradientClipping(Double.NaN)).hasMessageContaining("got NaN");
    }
}
