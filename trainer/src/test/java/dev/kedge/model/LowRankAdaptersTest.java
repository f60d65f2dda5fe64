package dev.kedge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LowRankAdaptersTest {

    private static final DecoderConfig SHAPE =
            new DecoderConfig(11, 8, 12, 2, 4, 2, 4, 1e-6, 10_000, 32, false, true, 0.3);
    private static final Precision TRAINED = Precision.master(ComputeType.FLOAT32);
    private static final long[] TOKENS = {1, 5, 3, 7, 2, 9};

    private static AdapterConfig config(double dropout, String... targets) {
        List<AdapterTarget> named = targets.length == 0
                ? List.of(AdapterTarget.values())
                : List.of(targets).stream()
                        .map(name -> AdapterTarget.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList();
        return new AdapterConfig(2, 6, false, dropout, named);
    }

    private static Decoder base() {
        return Decoder.create(SHAPE, Precision.frozen(ComputeType.FLOAT32), 3);
    }

    /** Adapters whose B is not zero any more. */
    private static LowRankAdapters trained(AdapterConfig config) {
        LowRankAdapters adapters = LowRankAdapters.create(SHAPE, config, TRAINED, 5);
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor flat = adapters.parameters().master();
            float[] values = HostMemory.floats(flat);
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.2 * Math.sin(1.0 + i)); // any numbers will do
            }
            flat.copy_(HostMemory.tensor(values, values.length));
        }
        return adapters;
    }

    private static Tensor states(Decoder decoder) {
        Tensor tokens = HostMemory.tensor(TOKENS, 2, 3);
        Tensor positions = HostMemory.tensor(new long[] {0, 1, 2, 0, 1, 2}, 2, 3);
        return decoder.hiddenStates(tokens, positions, CausalAttention.full());
    }

    private static double[] outputs(Decoder decoder) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            return HostMemory.doubles(decoder.logits(states(decoder)));
        }
    }

    @Test
    void freshAdaptersChangeNothing() {
        try (Decoder base = base();
                Decoder adapted = base.adapted(LowRankAdapters.create(SHAPE, config(0), TRAINED, 5))) {
            assertThat(outputs(adapted)).isEqualTo(outputs(base));
        }
    }

    /** W + s·BA by hand, and the same logits by the two ways, whichever matrices of a stacked block have an adapter. */
    @ParameterizedTest
    @ValueSource(strings = {"q_proj", "k_proj", "q_proj v_proj", "o_proj", "up_proj", "gate_proj down_proj", ""})
    void mergedWeightsComputeWhatAdaptersCompute(String targets) {
        List<String> names = Pattern.compile(" ")
                .splitAsStream(targets)
                .filter(name -> !name.isEmpty())
                .toList();
        AdapterConfig config = config(0, names.toArray(String[]::new));
        try (Decoder base = base()) {
            double[] before = outputs(base);
            double[] adapted;
            try (LowRankAdapters adapters = trained(config)) {
                try (Decoder decoder = base.adapted(adapters)) {
                    adapted = outputs(decoder);
                }
            }
            assertThat(outputs(base)).as("the base without its adapters").isEqualTo(before);
            try (LowRankAdapters adapters = trained(config)) {
                String module = "model.layers.1." + place(names.isEmpty() ? "q_proj" : names.get(0));
                double[] weight = HostMemory.doubles(base.parameters().masterOf(module + ".weight"));
                double[] a = HostMemory.doubles(
                        adapters.parameters().masterOf("base_model.model." + module + ".lora_A.weight"));
                double[] b = HostMemory.doubles(
                        adapters.parameters().masterOf("base_model.model." + module + ".lora_B.weight"));
                adapters.mergeInto(base.parameters());
                int width = a.length / 2;
                double[] merged = HostMemory.doubles(base.parameters().masterOf(module + ".weight"));
                for (int i = 0; i < merged.length; i++) {
                    int row = i / width;
                    int column = i % width;
                    // alpha / rank = 6 / 2 = 3
                    double change = 3 * (b[2 * row] * a[column] + b[2 * row + 1] * a[width + column]);
                    assertThat(merged[i]).isCloseTo(weight[i] + change, within(1e-6));
                }
            }
            assertThat(outputs(base)).usingComparatorWithPrecision(1e-4).containsExactly(adapted);
            assertThat(adapted).isNotEqualTo(before);
        }
    }

    private static String place(String module) {
        boolean attention = List.of("q_proj", "k_proj", "v_proj", "o_proj").contains(module);
        return (attention ? "self_attn." : "mlp.") + module;
    }

    @Test
    void packedCopiesHaveTheAdaptersToo() {
        try (Decoder base = base();
                Decoder adapted = base.adapted(trained(config(0)));
                Decoder packed = adapted.packed()) {
            assertThat(outputs(packed)).usingComparatorWithPrecision(1e-4).containsExactly(outputs(adapted));
        }
    }

    /** Central differences of a sum of squared states, of one element of an A and one of a B. */
    @Test
    void onlyAdaptersHaveAGradientAndItIsRight() {
        try (Decoder base = base();
                Decoder adapted = base.adapted(trained(config(0)))) {
            ParameterStore parameters = adapted.trained();
            assertThat(base.parameters().get("model.norm.weight").requires_grad())
                    .isFalse();
            double[] gradient = gradient(adapted, false);
            for (int i = 0; i < gradient.length; i += 37) {
                double slope = (lossWith(adapted, i, 1e-2f) - lossWith(adapted, i, -1e-2f)) / 2e-2;
                assertThat(gradient[i]).as("element %d", i).isCloseTo(slope, within(0.02 * Math.abs(slope) + 0.01));
            }
            assertThat(parameters.elements()).isEqualTo(gradient.length);
            assertThat(gradient(adapted, true))
                    .as("with layers repeated in the backward pass")
                    .usingComparatorWithPrecision(1e-4)
                    .containsExactly(gradient);
        }
    }

    private static double[] gradient(Decoder decoder, boolean checkpointed) {
        decoder.trained().zeroGradient();
        try (Scope scope = Scope.open()) {
            if (checkpointed) {
                CheckpointedPass pass = decoder.checkpointed(
                        HostMemory.tensor(TOKENS, 2, 3),
                        HostMemory.tensor(new long[] {0, 1, 2, 0, 1, 2}, 2, 3),
                        CausalAttention.full());
                Autograd.backward(loss(pass.states()));
                pass.backward();
            } else {
                Autograd.backward(loss(states(decoder)));
            }
            return HostMemory.doubles(decoder.trained().gradient());
        }
    }

    /** Weighted, because the squares of normed states alone hardly depend on anything. */
    private static Tensor loss(Tensor states) {
        float[] weights = new float[(int) states.numel()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.cos(i);
        }
        return states.view(-1).mul(HostMemory.tensor(weights, weights.length)).sum();
    }

    private static double lossWith(Decoder decoder, int index, float change) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor element = decoder.trained().master().narrow(0, index, 1);
            Tensor before = element.clone();
            element.add_(new Scalar(change));
            double loss = loss(states(decoder)).item_double();
            element.copy_(before);
            return loss;
        }
    }

    @Test
    void dropoutZeroesTheSameInputsWhenALayerIsRepeatedAndOthersForAnotherSeed() {
        try (Decoder base = base();
                Decoder adapted = base.adapted(trained(config(0.5)))) {
            double[] without = gradient(adapted, false);
            double[] plain;
            double[] repeated;
            double[] other;
            try (LowRankAdapters.DropoutSpan on = adapted.dropout(7)) {
                plain = gradient(adapted, false);
                repeated = gradient(adapted, true);
            }
            try (LowRankAdapters.DropoutSpan on = adapted.dropout(8)) {
                other = gradient(adapted, false);
            }
            assertThat(repeated).usingComparatorWithPrecision(1e-4).containsExactly(plain);
            assertThat(plain).isNotEqualTo(other).isNotEqualTo(without);
            assertThat(gradient(adapted, false)).as("after the span").isEqualTo(without);
        }
    }

    /** Over many seeds the dropped product's mean is the product: inputs that stay are scaled by 1/(1 − p). */
    @Test
    void dropoutKeepsTheMean() {
        AdapterConfig last = config(0.5, "down_proj");
        DecoderConfig shape = new DecoderConfig(11, 8, 12, 1, 4, 2, 4, 1e-6, 10_000, 32, false, true, 0.3);
        LowRankAdapters adapters = LowRankAdapters.create(shape, last, TRAINED, 5);
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open();
                LowRankAdapters closed = adapters) {
            adapters.parameters()
                    .masterOf("base_model.model.model.layers.0.mlp.down_proj.lora_B.weight")
                    .fill_(new Scalar(1.0));
            Projection product = adapters.over(name -> x -> x.narrow(-1, 0, 8).mul(new Scalar(0.0)))
                    .apply("model.layers.0.mlp.down_proj.weight");
            float[] ones = new float[12];
            java.util.Arrays.fill(ones, 1);
            Tensor x = HostMemory.tensor(ones, 1, 12);
            double expected = HostMemory.doubles(product.apply(x))[0];
            double sum = 0;
            double squares = 0;
            int draws = 2000;
            for (int seed = 0; seed < draws; seed++) {
                try (Scope each = Scope.open();
                        LowRankAdapters.DropoutSpan on = adapters.dropout(seed)) {
                    double value = HostMemory.doubles(product.apply(x))[0];
                    sum += value;
                    squares += value * value;
                }
            }
            double mean = sum / draws;
            double error = Math.sqrt((squares / draws - mean * mean) / draws);
            assertThat(mean).isCloseTo(expected, within(5 * error));
            assertThat(error).isPositive();
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new AdapterConfig(0, 1, false, 0, List.of(AdapterTarget.Q_PROJ)))
                .hasMessage("rank must be >= 1, got 0");
        assertThatThrownBy(() -> new AdapterConfig(1, 0, false, 0, List.of(AdapterTarget.Q_PROJ)))
                .hasMessage("alpha must be > 0 and finite, got 0.0");
        assertThatThrownBy(() -> new AdapterConfig(1, 1, false, 1, List.of(AdapterTarget.Q_PROJ)))
                .hasMessage("dropout must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> new AdapterConfig(1, 1, false, 0, List.of()))
                .hasMessage("targets must name at least one matrix, got none");
    }
}
