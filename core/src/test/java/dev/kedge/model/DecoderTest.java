package dev.kedge.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class DecoderTest {

    private static final DecoderConfig SMALL =
            new DecoderConfig(11, 16, 24, 2, 4, 2, 8, 1e-6, 10_000, 32, true, true, 0.02);

    @Test
    void equalSeedsGiveEqualWeights() {
        try (Decoder first = Decoder.create(SMALL, ComputeType.FLOAT32, 7);
                Decoder second = Decoder.create(SMALL, ComputeType.FLOAT32, 7);
                Decoder other = Decoder.create(SMALL, ComputeType.FLOAT32, 8)) {
            assertThat(second.parameters().checksum())
                    .isEqualTo(first.parameters().checksum());
            assertThat(other.parameters().checksum())
                    .isNotEqualTo(first.parameters().checksum());
        }
    }

    @Test
    void runs() {
        for (ComputeType type : ComputeType.values()) {
            try (Decoder decoder = Decoder.create(SMALL, type, 7);
                    Scope scope = Scope.open()) {
                Tensor tokens = HostMemory.tensor(new long[] {1, 2, 3, 4, 5, 6}, 2, 3);
                Tensor positions = HostMemory.tensor(new long[] {0, 1, 2, 0, 1, 2}, 2, 3);
                Tensor logits = decoder.logits(decoder.hiddenStates(tokens, positions, CausalAttention.full()));
                logits.square().sum().backward();
                decoder.parameters().collectGradient();
                double[] gradient = HostMemory.doubles(decoder.parameters().gradient());
                assertThat(gradient).doesNotContain(Double.NaN);
                for (ParameterSlot slot : decoder.parameters().slots()) {
                    double norm = 0;
                    for (double g : HostMemory.doubles(decoder.parameters().gradientOf(slot.name()))) {
                        norm += g * g;
                    }
                    assertThat(norm).as(slot.name()).isPositive();
                }
            }
        }
    }
}
