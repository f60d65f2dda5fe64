package dev.kedge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrecisionTest {

    private static final DecoderConfig SHAPE =
            new DecoderConfig(11, 8, 12, 2, 2, 1, 4, 1e-6, 10_000, 32, false, true, 0.3);

    private static double[] states(Decoder decoder) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor tokens = HostMemory.tensor(new long[] {1, 5, 3, 7}, 1, 4);
            Tensor positions = HostMemory.tensor(new long[] {0, 1, 2, 3}, 1, 4);
            return HostMemory.doubles(decoder.hiddenStates(tokens, positions, CausalAttention.full()));
        }
    }

    /** Whether weights are rounded when they are made or when they are used is the same forward pass. */
    @Test
    void allInBfloat16ComputesWhatFloat32WeightsComputeInBfloat16() {
        try (Decoder master = Decoder.create(SHAPE, Precision.master(ComputeType.BFLOAT16), 3);
                Decoder pure =
                        Decoder.create(SHAPE, new Precision(ComputeType.BFLOAT16, ComputeType.BFLOAT16, true), 3)) {
            assertThat(states(pure)).isEqualTo(states(master));
            assertThat(pure.parameters().master().nbytes())
                    .isEqualTo(2 * pure.parameters().elements());
        }
    }

    @ParameterizedTest
    @EnumSource
    void frozenWeightsComputeTheSameAndHaveNoGradient(ComputeType type) {
        try (Decoder trained = Decoder.create(SHAPE, Precision.master(type), 3);
                Decoder frozen = Decoder.create(SHAPE, Precision.frozen(type), 3)) {
            assertThat(states(frozen)).isEqualTo(states(trained));
            assertThat(frozen.parameters().get("model.norm.weight").requires_grad())
                    .isFalse();
            assertThatThrownBy(() -> frozen.parameters().gradient()).hasMessage("frozen weights have no gradient");
        }
    }

    @Test
    void bfloat16WeightsUnderFloat32PassesAreRefused() {
        assertThatThrownBy(() -> new Precision(ComputeType.FLOAT32, ComputeType.BFLOAT16, true))
                .hasMessage("weights must be float32 or of the compute type, float32, got bfloat16");
    }
}
