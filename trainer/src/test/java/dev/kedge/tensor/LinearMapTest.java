package dev.kedge.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinearMapTest {

    private final int threads = Torch.threads();

    @AfterEach
    void restoreThreads() {
        Torch.setThreads(threads);
    }

    @Test
    void eitherLibraryGivesTheSameProductAndGradients() {
        try (Scope scope = Scope.open()) {
            // 8·64·96 rows times 96 outputs: 4.7 million multiplications, beyond the border of 2^22.
            Tensor x = Autograd.leaf(torch.randn(8, 64, 96));
            Tensor weight = Autograd.leaf(torch.randn(96, 96));
            Tensor upstream = torch.randn(8, 64, 96);
            Torch.setThreads(1);
            Tensor alone = LinearMap.apply(x, weight);
            Autograd.backward(alone.mul(upstream).sum());
            Tensor gradientOfX = Autograd.gradient(x).clone();
            Tensor gradientOfWeight = Autograd.gradient(weight).clone();
            Torch.setThreads(2);
            Tensor shared = LinearMap.apply(x, weight);
            Autograd.backward(shared.mul(upstream).sum());

            // float32 sums of 96 and 512 products of order 1: rounding of order √n · 2^-23 relative to √n
            assertThat(shared.sizes().vec().get()).containsExactly(8, 64, 96);
            assertThat(largest(shared.sub(alone))).isLessThan(1e-4);
            // Gradients add up: the second pass doubles them.
            assertThat(largest(Autograd.gradient(x).sub(gradientOfX).sub(gradientOfX)))
                    .isLessThan(1e-4);
            assertThat(largest(Autograd.gradient(weight).sub(gradientOfWeight).sub(gradientOfWeight)))
                    .isLessThan(1e-3);
        }
    }

    private static double largest(Tensor tensor) {
        return tensor.detach().abs().max().item_double();
    }
}
