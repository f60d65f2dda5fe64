package dev.kedge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CausalAttentionTest {

    @Test
    void weightsAreTheSoftmaxOfScaledScores() {
        try (Scope scope = Scope.open()) {
            // One head of width 4, so scores are divided by 2. Token 1 asks with (2 ln 3, 0, 0, 0); the keys are unit
            // vectors, so its scores are ln 3 for token 0 and 0 for itself: weights 3/4 and 1/4. Token 0 sees itself
            // only.
            Tensor queries = HostMemory.tensor(new float[] {0, 0, 0, 0, 2 * (float) Math.log(3), 0, 0, 0}, 1, 1, 2, 4);
            Tensor keys = HostMemory.tensor(new float[] {1, 0, 0, 0, 0, 1, 0, 0}, 1, 1, 2, 4);
            Tensor values = HostMemory.tensor(new float[] {8, 0, 0, 0, 0, 4, 0, 0}, 1, 1, 2, 4);
            Tensor all = HostMemory.tensor(new long[] {1, 1}, 1, 2);
            for (Attention attention : new Attention[] {CausalAttention.full(), CausalAttention.masked(all)}) {
                float[] mixed = HostMemory.floats(attention.attend(0, queries, keys, values));
                assertThat(mixed).containsExactly(new float[] {8, 0, 0, 0, 6, 1, 0, 0}, offset(1e-5f));
            }
        }
    }

    /** The fused kernel and the separate operations, from one key-value head for all to one for each. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4})
    void everyGroupingOfHeadsGivesTheSameEitherWay(long keyValueHeads) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor queries = torch.randn(3, 4, 10, 8);
            Tensor keys = torch.randn(3, keyValueHeads, 10, 8);
            Tensor values = torch.randn(3, keyValueHeads, 10, 8);
            Tensor all = torch.ones(new long[] {3, 10}, new TensorOptions(ScalarType.Long));
            Tensor fused = CausalAttention.full().attend(0, queries, keys, values);
            Tensor separate = CausalAttention.masked(all).attend(0, queries, keys, values);
            assertThat(largest(fused.sub(separate))).isLessThan(1e-5);

            // Repeating each key-value head for its queries is what grouping means.
            Tensor repeatedKeys = repeat(keys);
            Tensor repeatedValues = repeat(values);
            Tensor repeated = CausalAttention.full().attend(0, queries, repeatedKeys, repeatedValues);
            assertThat(largest(fused.sub(repeated))).isLessThan(1e-5);
        }
    }

    private static Tensor repeat(Tensor heads) {
        return heads.unsqueeze(2)
                .expand(3, heads.size(1), 4 / heads.size(1), 10, 8)
                .reshape(3, 4, 10, 8);
    }

    @ParameterizedTest
    @ValueSource(longs = {40, 1040})
    void bfloat16AgreesWithFloat32ShortAndLong(long length) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor queries = torch.randn(1, 2, length, 8);
            Tensor keys = torch.randn(1, 1, length, 8);
            Tensor values = torch.randn(1, 1, length, 8);
            Tensor exact = CausalAttention.full().attend(0, queries, keys, values);
            Tensor rounded = CausalAttention.full()
                    .attend(
                            0,
                            queries.to(ScalarType.BFloat16),
                            keys.to(ScalarType.BFloat16),
                            values.to(ScalarType.BFloat16));
            assertThat(ComputeType.BFLOAT16.isTypeOf(rounded)).isTrue();
            // Scores and values of order 1 to 3, each rounded by up to 2^-9 of itself.
            Tensor difference = rounded.to(ScalarType.Float).sub(exact);
            assertThat(largest(difference)).isLessThan(0.06);
            assertThat(largest(exact)).isGreaterThan(0.5);
        }
    }

    private static double largest(Tensor tensor) {
        return tensor.abs().max().item_double();
    }
}
