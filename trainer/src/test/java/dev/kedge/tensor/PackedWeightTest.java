package dev.kedge.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedWeightTest {

    private static final long IN = 512;
    private static final long OUT = 640;

    /**
     * Sums of 512 products of standard normal numbers have a standard deviation of 23, the largest of a quarter of a
     * million is near 110: float32 rounds each of its partial sums by up to 4e-6, in all by 1e-4 or so; bfloat16 rounds
     * the result by up to 2⁻⁹ of it, 0.25.
     */
    @ParameterizedTest
    @CsvSource({"FLOAT32, 1, 5e-4", "FLOAT32, 7, 5e-4", "FLOAT32, 200, 5e-4", "BFLOAT16, 1, 0.5", "BFLOAT16, 65, 0.5"})
    void theProductIsThatOfTheWeightItWasMadeOf(ComputeType type, long rows, double tolerance) {
        try (Scope scope = Scope.open();
                NoGradient noGradient = NoGradient.open()) {
            torch.manual_seed(1);
            Tensor weight = normal(type, OUT, IN);
            Tensor x = normal(type, 2, rows, IN);
            if (!PackedWeight.pays(weight)) {
                // Where libtorch comes without oneDNN, or has no bfloat16 of it on a processor without AVX-512: packing
                // failed there once, and with it sampling. The decoder then multiplies with the weight itself.
                assertThat(!torch.hasMKLDNN() || type == ComputeType.BFLOAT16).isTrue();
                return;
            }
            Tensor expected =
                    x.to(ScalarType.Double).matmul(weight.to(ScalarType.Double).transpose(0, 1));
            long before = Scope.liveObjects();
            try (PackedWeight packed = PackedWeight.of(weight);
                    Scope inner = Scope.open()) {
                Tensor product = packed.apply(x);
                assertThat(product.sizes().vec().get()).containsExactly(2, rows, OUT);
                assertThat(type.isTypeOf(product)).isTrue();
                assertThat(expected.sub(product).abs().max().item_double()).isLessThan(tolerance);
                weight.zero_();
                assertThat(packed.apply(x).abs().max().item_double()).isGreaterThan(1);
            }
            assertThat(Scope.liveObjects()).isLessThanOrEqualTo(before); // garbage collection may take more
        }
    }

    private static Tensor normal(ComputeType type, long... shape) {
        return torch.randn(shape, new TensorOptions(ScalarType.Float)).to(type.scalarType());
    }
}
