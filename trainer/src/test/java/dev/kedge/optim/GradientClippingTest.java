package dev.kedge.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
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

    /**
     * libtorch's float32 norm adds squares one by one: of 2^22 elements of 1/2 it finds 1023.9 or so, and less the more
     * there are. 2^22 elements of 0.1f: √(2^22 · 0.1f²) = 2048 · 0.1f. The remainder of a row is counted too.
     */
    @Test
    void theNormOfAGreatManyElementsIsThatOfFloat64() {
        for (long elements : new long[] {(1 << 17) + 1, (1 << 22) + 5, (1L << 24)}) {
            try (NoGradient guard = NoGradient.open();
                    Scope scope = Scope.open()) {
                Tensor gradient = torch.full(new long[] {elements}, new Scalar(0.1f));
                double expected = Math.sqrt((double) elements) * 0.1f;
                assertThat(new GradientClipping(1e9).clip(gradient)).isCloseTo(expected, within(1e-6 * expected));
                // Clipped to norm 2, measured in float64: the bound is kept.
                new GradientClipping(2).clip(gradient);
                double clipped = gradient.to(torch.ScalarType.Double).norm().item_double();
                assertThat(clipped).isCloseTo(2, within(2e-6));
            }
        }
    }

    /** As it was before, to the last bit: small models keep their runs. */
    @Test
    void shortGradientsHaveTheNormOfLibtorch() {
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            for (int elements : new int[] {1, 1000, 100_000, 1 << 17}) {
                float[] values = new float[elements];
                SplittableRandom random = RandomStream.of(1, Purpose.LAB, elements, 0);
                for (int i = 0; i < elements; i++) {
                    values[i] = (float) random.nextGaussian();
                }
                Tensor gradient = HostMemory.tensor(values, elements);
                assertThat(new GradientClipping(1e9).clip(gradient))
                        .isEqualTo(gradient.norm().item_double());
            }
        }
    }

    @Test
    void aBoundThatIsNotPositiveIsRefused() {
        assertThatThrownBy(() -> new GradientClipping(0)).hasMessage("max_gradient_norm must be > 0, got 0.0");
        assertThatThrownBy(() -> new GradientClipping(Double.NaN)).hasMessageContaining("got NaN");
    }
}
