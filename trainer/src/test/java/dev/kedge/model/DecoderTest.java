package dev.kedge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecoderTest {

    private static final DecoderConfig SMALL = config(true);

    private static DecoderConfig config(boolean tied) {
        // A wide initializer range, so that attention is far from uniform.
        return new DecoderConfig(11, 16, 24, 2, 4, 2, 8, 1e-6, 10_000, 32, tied, true, 0.3);
    }

    private static final long[] TOKENS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    @Test
    void equalSeedsGiveEqualWeights() {
        try (Decoder first = Decoder.create(SMALL, ComputeType.FLOAT32, 7);
                Decoder second = Decoder.create(SMALL, ComputeType.FLOAT32, 7);
                Decoder rounded = Decoder.create(SMALL, ComputeType.BFLOAT16, 7);
                Decoder other = Decoder.create(SMALL, ComputeType.FLOAT32, 8)) {
            String checksum = first.parameters().checksum();
            assertThat(second.parameters().checksum()).isEqualTo(checksum);
            assertThat(rounded.parameters().checksum()).isEqualTo(checksum);
            assertThat(other.parameters().checksum()).isNotEqualTo(checksum);
        }
    }

    @Test
    void matricesAreDrawnWithTheInitializerRangeAndNormsAreOne() {
        DecoderConfig wide = new DecoderConfig(500, 64, 128, 1, 4, 2, 16, 1e-6, 10_000, 32, true, true, 0.02);
        try (Decoder decoder = Decoder.create(wide, ComputeType.FLOAT32, 1)) {
            for (ParameterSlot slot : decoder.parameters().slots()) {
                double[] values = HostMemory.doubles(decoder.parameters().masterOf(slot.name()));
                double mean = Arrays.stream(values).average().orElseThrow();
                double deviation = Math.sqrt(Arrays.stream(values)
                        .map(x -> (x - mean) * (x - mean))
                        .average()
                        .orElseThrow());
                if (slot.shape().length == 1) {
                    assertThat(values).as(slot.name()).containsOnly(1.0);
                } else {
                    // n >= 2048 elements: standard errors are 0.02/√n <= 0.00045 and 0.02/√(2n) <= 0.00032; five of
                    // them.
                    assertThat(mean).as(slot.name()).isBetween(-0.0023, 0.0023);
                    assertThat(deviation).as(slot.name()).isBetween(0.0184, 0.0216);
                }
            }
        }
    }

    @Test
    void everyWeightGetsAGradientInItsPlace() {
        for (ComputeType type : ComputeType.values()) {
            try (Decoder decoder = Decoder.create(config(false), type, 7);
                    Scope scope = Scope.open()) {
                backward(decoder, TOKENS, 2);
                decoder.parameters().collectGradient();
                for (ParameterSlot slot : decoder.parameters().slots()) {
                    double[] gradient = HostMemory.doubles(decoder.parameters().gradientOf(slot.name()));
                    double squares = Arrays.stream(gradient).map(g -> g * g).sum();
                    assertThat(squares).as(slot.name()).isPositive().isFinite();
                }
            }
        }
    }

    /** The gradient of a weight that a product uses stacked with others, by a difference quotient of its own. */
    @Test
    void theGradientOfAStackedWeightIsItsOwn() {
        try (Decoder decoder = Decoder.create(SMALL, ComputeType.FLOAT32, 7)) {
            for (String name : List.of("self_attn.k_proj.weight", "self_attn.k_norm.weight", "mlp.up_proj.weight")) {
                String weight = "model.layers.1." + name;
                decoder.parameters().zeroGradient();
                backward(decoder, TOKENS, 2);
                double gradient = HostMemory.doubles(decoder.parameters().gradientOf(weight))[3];
                float step = 1e-2f;
                double above = lossWith(decoder, weight, 3, step);
                double below = lossWith(decoder, weight, 3, -step);
                // The quotient's own error is of order step², and float32 rounding of a loss near 10³ over 2·step.
                assertThat((above - below) / (2 * step)).as(name).isCloseTo(gradient, within(0.02, gradient));
            }
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double share, double value) {
        return org.assertj.core.data.Offset.offset(share * Math.abs(value) + 0.02);
    }

    private static double lossWith(Decoder decoder, String weight, long index, float change) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor element = decoder.parameters().masterOf(weight).view(-1).narrow(0, index, 1);
            Tensor before = element.clone();
            element.add_(new Scalar(change));
            double loss = loss(decoder, TOKENS, 2).item_double();
            element.copy_(before);
            return loss;
        }
    }

    /** With a tied head the embedding's gradient is the sum of what an untied embedding and an untied head get. */
    @Test
    void aTiedMatrixGetsTheSumOfBothGradients() {
        try (Decoder tied = Decoder.create(config(true), ComputeType.FLOAT32, 7);
                Decoder untied = Decoder.create(config(false), ComputeType.FLOAT32, 7);
                Scope scope = Scope.open()) {
            try (NoGradient none = NoGradient.open()) {
                untied.parameters()
                        .masterOf("lm_head.weight")
                        .copy_(untied.parameters().masterOf("model.embed_tokens.weight"));
            }
            backward(tied, TOKENS, 2);
            backward(untied, TOKENS, 2);
            Tensor sum = untied.parameters()
                    .gradientOf("lm_head.weight")
                    .add(untied.parameters().gradientOf("model.embed_tokens.weight"));
            Tensor actual = tied.parameters().gradientOf("model.embed_tokens.weight");
            // float32 sums of the same numbers in another order
            assertThat(largest(actual.sub(sum))).isLessThan(1e-5 * largest(sum));
        }
    }

    @ParameterizedTest
    @EnumSource(ComputeType.class)
    void gradientsOfMicroBatchesAddUp(ComputeType type) {
        try (Decoder decoder = Decoder.create(SMALL, type, 7);
                Scope scope = Scope.open()) {
            backward(decoder, TOKENS, 2);
            decoder.parameters().collectGradient();
            Tensor whole = decoder.parameters().gradient().clone();
            decoder.parameters().zeroGradient();
            assertThat(largest(decoder.parameters().gradient())).isZero();
            for (int row = 0; row < 2; row++) {
                backward(decoder, Arrays.copyOfRange(TOKENS, 5 * row, 5 * row + 5), 1);
                decoder.parameters().collectGradient();
            }
            // float32: another order of the same sums. bfloat16: 8 bits, each of some ten roundings up to 2^-9.
            double tolerance = type == ComputeType.FLOAT32 ? 1e-5 : 10 * 0x1p-9;
            Tensor difference = whole.sub(decoder.parameters().gradient());
            assertThat(difference.norm().item_double())
                    .isLessThan(tolerance * whole.norm().item_double());
        }
    }

    @Test
    void paddingChangesNothingWhereThereIsAToken() {
        try (Decoder decoder = Decoder.create(SMALL, ComputeType.FLOAT32, 7);
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor alone = logits(decoder, new long[] {4, 5, 6}, new long[] {0, 1, 2}, CausalAttention.full());
            Tensor right =
                    logits(decoder, new long[] {4, 5, 6, 9, 9}, new long[] {0, 1, 2, 3, 4}, CausalAttention.full());
            // The same sums with zeros at their ends: float32 rounding apart.
            assertThat(largest(right.narrow(1, 0, 3).sub(alone))).isLessThan(1e-5);
            Tensor mask = HostMemory.tensor(new long[] {0, 0, 1, 1, 1}, 1, 5);
            Tensor left = logits(
                    decoder, new long[] {9, 9, 4, 5, 6}, new long[] {0, 0, 0, 1, 2}, CausalAttention.masked(mask));
            assertThat(largest(left.narrow(1, 2, 3).sub(alone))).isLessThan(1e-5);
            assertThat(HostMemory.doubles(left)).as("finite at padding too").doesNotContain(Double.NaN);
        }
    }

    @Test
    void rotaryPositionsAreRelative() {
        try (Decoder decoder = Decoder.create(SMALL, ComputeType.FLOAT32, 7);
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor first = logits(decoder, new long[] {4, 5, 6}, new long[] {0, 1, 2}, CausalAttention.full());
            Tensor later = logits(decoder, new long[] {4, 5, 6}, new long[] {20, 21, 22}, CausalAttention.full());
            Tensor stretched = logits(decoder, new long[] {4, 5, 6}, new long[] {0, 5, 9}, CausalAttention.full());
            // Angles up to 22 rad in float32 are exact to 1e-6, which logits of order 1 inherit.
            assertThat(largest(later.sub(first))).isLessThan(1e-4);
            assertThat(largest(stretched.sub(first))).isGreaterThan(1e-3);
        }
    }

    @Test
    void aTableOfPositionsGrowsWhenABatchNeedsIt() {
        DecoderConfig distant = new DecoderConfig(11, 16, 24, 1, 4, 2, 8, 1e-6, 10_000, 10_000, true, true, 0.3);
        try (Decoder decoder = Decoder.create(distant, ComputeType.FLOAT32, 7);
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor near = logits(decoder, new long[] {4, 5}, new long[] {0, 1}, CausalAttention.full());
            Tensor far = logits(decoder, new long[] {4, 5}, new long[] {9998, 9999}, CausalAttention.full());
            // At 10⁴ rad a float32 angle is off by up to 5e-4.
            assertThat(largest(far.sub(near))).isLessThan(1e-2);
        }
    }

    @Test
    void bfloat16StaysCloseToFloat32() {
        try (Decoder exact = Decoder.create(SMALL, ComputeType.FLOAT32, 7);
                Decoder rounded = Decoder.create(SMALL, ComputeType.BFLOAT16, 7);
                Scope scope = Scope.open()) {
            Tensor expected = loss(exact, TOKENS, 2);
            Tensor actual = loss(rounded, TOKENS, 2);
            // Some thirty roundings of relative size 2^-9 along the way, mostly independent: √30 · 2^-9 ≈ 1 %.
            assertThat(actual.item_double() / expected.item_double()).isBetween(0.95, 1.05);
            expected.backward();
            actual.backward();
            rounded.parameters().collectGradient();
            Tensor difference =
                    rounded.parameters().gradient().sub(exact.parameters().gradient());
            double share = difference.norm().item_double()
                    / exact.parameters().gradient().norm().item_double();
            assertThat(share).isPositive().isLessThan(0.05);
        }
    }

    @Test
    void refreshMakesTheMasterEffective() {
        try (Decoder decoder = Decoder.create(SMALL, ComputeType.BFLOAT16, 7);
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            double before = loss(decoder, TOKENS, 2).item_double();
            decoder.parameters().master().mul_(new Scalar(1.5));
            assertThat(loss(decoder, TOKENS, 2).item_double()).isEqualTo(before);
            decoder.parameters().refresh();
            assertThat(loss(decoder, TOKENS, 2).item_double()).isNotEqualTo(before);
        }
    }

    /** One key-value head for all query heads is what as many heads are that hold the same weights. */
    @Test
    void multiQueryAttentionIsAttentionWithEqualHeads() {
        long[] positions = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        DecoderConfig single = new DecoderConfig(11, 8, 12, 2, 4, 1, 4, 1e-6, 10_000, 32, false, true, 0.3);
        DecoderConfig many = new DecoderConfig(11, 8, 12, 2, 4, 4, 4, 1e-6, 10_000, 32, false, true, 0.3);
        try (Decoder one = Decoder.create(single, ComputeType.FLOAT32, 7);
                Decoder four = Decoder.create(many, ComputeType.FLOAT32, 8);
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            for (ParameterSlot slot : four.parameters().slots()) {
                Tensor source = one.parameters().masterOf(slot.name());
                boolean shared = slot.name().contains("k_proj") || slot.name().contains("v_proj");
                four.parameters().masterOf(slot.name()).copy_(shared ? source.repeat(4, 1) : source);
            }
            double[] expected = HostMemory.doubles(logits(one, TOKENS, positions, CausalAttention.full()));
            assertThat(HostMemory.doubles(logits(four, TOKENS, positions, CausalAttention.full())))
                    .usingComparatorWithPrecision(1e-5)
                    .containsExactly(expected);
        }
    }

    @Test
    void shapesMustAgree() {
        try (Decoder decoder = Decoder.create(SMALL, ComputeType.FLOAT32, 7);
                Scope scope = Scope.open()) {
            Tensor tokens = HostMemory.tensor(TOKENS, 2, 5);
            Tensor positions = HostMemory.tensor(TOKENS, 5, 2);
            assertThatThrownBy(() -> decoder.hiddenStates(tokens, positions, CausalAttention.full()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[2, 5] and [5, 2]");
        }
    }

    @Test
    void repeatedStepsHoldNoMemory() {
        try (Decoder decoder = Decoder.create(SMALL, ComputeType.BFLOAT16, 7)) {
            step(decoder);
            long before = Scope.liveObjects();
            for (int i = 0; i < 10; i++) {
                step(decoder);
            }
            // Not more; fewer where garbage collection took what earlier tests had left to it.
            assertThat(Scope.liveObjects()).isLessThanOrEqualTo(before);
        }
    }

    private static void step(Decoder decoder) {
        try (Scope scope = Scope.open()) {
            decoder.parameters().zeroGradient();
            backward(decoder, TOKENS, 2);
            decoder.parameters().collectGradient();
            decoder.parameters().refresh();
        }
    }

    private static void backward(Decoder decoder, long[] tokens, int rows) {
        try (Scope scope = Scope.open()) {
            loss(decoder, tokens, rows).backward();
        }
    }

    /** Sum over the batch of (logit − i)² / V, where i counts the vocabulary: every logit matters in its own way. */
    private static Tensor loss(Decoder decoder, long[] tokens, int rows) {
        long length = tokens.length / rows;
        long[] positions = new long[tokens.length];
        Arrays.setAll(positions, i -> i % length);
        Tensor ids = HostMemory.tensor(tokens, rows, length);
        Tensor hidden = decoder.hiddenStates(ids, HostMemory.tensor(positions, rows, length), CausalAttention.full());
        Tensor targets = torch.arange(new Scalar(11), new TensorOptions(ScalarType.Float));
        return decoder.logits(hidden).sub(targets).square().sum().div(new Scalar(11));
    }

    private static Tensor logits(Decoder decoder, long[] tokens, long[] positions, Attention attention) {
        Tensor ids = HostMemory.tensor(tokens, 1, tokens.length);
        return decoder.logits(decoder.hiddenStates(ids, HostMemory.tensor(positions, 1, positions.length), attention));
    }

    private static double largest(Tensor tensor) {
        return tensor.detach().abs().max().item_double();
    }
}
