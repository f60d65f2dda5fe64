package dev.kedge.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class PackedDecoderTest {

    /** Wide enough (512 · 768) that its matrices are packed. */
    private static final DecoderConfig WIDE =
            new DecoderConfig(1024, 512, 768, 2, 8, 4, 64, 1e-6, 10_000.0, 64, true, true, 0.05);

    @Test
    void aPackedDecoderComputesTheSameAndLeavesItsOriginalAsItWas() {
        try (Scope scope = Scope.open();
                NoGradient noGradient = NoGradient.open();
                Decoder decoder = Decoder.create(WIDE, ComputeType.FLOAT32, 4)) {
            Tensor tokens = HostMemory.tensor(new long[] {1, 7, 300, 1023}, 2, 2);
            Tensor positions = HostMemory.tensor(new long[] {0, 1, 0, 1}, 2, 2);
            float[] expected = logits(decoder, tokens, positions);
            String weights = decoder.parameters().checksum();
            try (Decoder packed = decoder.packed()) {
                float[] actual = logits(packed, tokens, positions);
                for (int i = 0; i < expected.length; i++) {
                    // Sums of up to 768 float32 terms in another order, logits of size 1.
                    assertThat(Math.abs(actual[i] - expected[i])).isLessThan(1e-4f);
                }
            }
            assertThat(logits(decoder, tokens, positions)).isEqualTo(expected);
            assertThat(decoder.parameters().checksum()).isEqualTo(weights);
        }
    }

    private static float[] logits(Decoder decoder, Tensor tokens, Tensor positions) {
        return HostMemory.floats(decoder.logits(decoder.hiddenStates(tokens, positions, CausalAttention.full())));
    }
}
