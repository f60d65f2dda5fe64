package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.kedge.model.Attention;
import dev.kedge.model.CausalAttention;
import dev.kedge.model.Decoder;
import dev.kedge.model.ParameterSlot;
import dev.kedge.model.ParameterStore;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.GradientClipping;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The decoder against transformers' own modelling code (eager attention, float32). The fixture's authors measured an
 * independent float64 implementation at up to 1.3e-5 from its logits, 1e-5 from its log-probs and 2.2e-6 (relative L2)
 * from its gradients; the bounds are the ones they advise.
 */
class GoldenModelTest {

    private static final double LOGITS = 1e-4;
    private static final double LOGPROBS = 5e-5;
    private static final double GRADIENT = 1e-4; // relative L2 per stored tensor
    private static final double TRACE = 1e-4; // relative
    private static final int LAST = 8;

    @TempDir
    Path folder;

    static List<GoldenModel> models() {
        return GoldenModel.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void logitsAgree(GoldenModel golden) throws IOException {
        try (LoadedModel model = golden.load(folder, ComputeType.FLOAT32);
                SafetensorsFile values = golden.values();
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Decoder decoder = model.decoder();
            for (String name : List.of("single", "long")) {
                Tensor tokens = GoldenModel.read(values, name + ".input_ids");
                Tensor logits = logits(decoder, tokens, GoldenModel.defaultPositions(tokens), CausalAttention.full());
                assertThat(GoldenModel.largestDifference(logits, GoldenModel.read(values, name + ".logits")))
                        .as(name)
                        .isLessThan(LOGITS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void paddedLogitsAgreeWhereThereIsAToken(GoldenModel golden) throws IOException {
        try (LoadedModel model = golden.load(folder, ComputeType.FLOAT32);
                SafetensorsFile values = golden.values();
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor tokens = GoldenModel.read(values, "leftpad.input_ids");
            Tensor mask = GoldenModel.read(values, "leftpad.attention_mask");
            Tensor positions = GoldenModel.read(values, "leftpad.position_ids");
            Attention masked = CausalAttention.masked(mask);
            Tensor last = mask.unsqueeze(-1);
            Tensor logits = logits(model.decoder(), tokens, positions, masked);
            assertThat(GoldenModel.largestDifference(logits, GoldenModel.read(values, "leftpad.logits"), last))
                    .as("left padding")
                    .isLessThan(LOGITS);
            Tensor shifted = logits(model.decoder(), tokens, GoldenModel.defaultPositions(tokens), masked);
            Tensor expected = GoldenModel.read(values, "leftpad.logits_default_positions");
            assertThat(GoldenModel.largestDifference(shifted, expected, last))
                    .as("left padding, positions from 0")
                    .isLessThan(LOGITS);

            Tensor right = GoldenModel.read(values, "rightpad.input_ids");
            Tensor rightMask = GoldenModel.read(values, "rightpad.attention_mask");
            Tensor rightExpected = GoldenModel.read(values, "rightpad.logits");
            for (Attention attention : List.of(CausalAttention.full(), CausalAttention.masked(rightMask))) {
                Tensor actual = logits(model.decoder(), right, GoldenModel.defaultPositions(right), attention);
                assertThat(GoldenModel.largestDifference(actual, rightExpected, rightMask.unsqueeze(-1)))
                        .as("right padding")
                        .isLessThan(LOGITS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void hiddenStatesAgreeLayerByLayer(GoldenModel golden) throws IOException {
        try (LoadedModel model = golden.load(folder, ComputeType.FLOAT32);
                SafetensorsFile values = golden.values();
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor tokens = GoldenModel.read(values, "single.input_ids");
            List<Tensor> states = model.decoder()
                    .allHiddenStates(tokens, GoldenModel.defaultPositions(tokens), CausalAttention.full());
            assertThat(states).hasSize(model.decoder().config().layers() + 1);
            for (int i = 0; i < states.size(); i++) {
                Tensor expected = GoldenModel.read(values, "single.hidden_states." + i);
                assertThat(GoldenModel.largestDifference(states.get(i), expected))
                        .as("state " + i)
                        .isLessThan(LOGITS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void logprobsAndEntropiesAgree(GoldenModel golden) throws IOException {
        try (LoadedModel model = golden.load(folder, ComputeType.FLOAT32);
                SafetensorsFile values = golden.values();
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor tokens = GoldenModel.read(values, "leftpad.input_ids");
            Tensor valid = GoldenModel.read(values, "leftpad.last8_valid");
            Tensor logits = leftPaddedLogits(model.decoder(), values);
            for (double temperature : new double[] {1.0, 0.7}) {
                Tensor all = logprobsOfVocabulary(logits, temperature);
                Tensor expected = GoldenModel.read(values, "leftpad.logps_last8_T" + temperature);
                assertThat(GoldenModel.largestDifference(chosen(all, tokens), expected, valid))
                        .as("log-probs at " + temperature)
                        .isLessThan(LOGPROBS);
                Tensor entropies = all.exp().mul(all).sum(-1).neg();
                Tensor expectedEntropies = GoldenModel.read(values, "leftpad.entropy_last8_T" + temperature);
                assertThat(GoldenModel.largestDifference(entropies, expectedEntropies, valid))
                        .as("entropies at " + temperature)
                        .isLessThan(LOGPROBS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void lossAndEveryGradientAgree(GoldenModel golden) throws IOException {
        try (LoadedModel model = golden.load(folder, ComputeType.FLOAT32);
                SafetensorsFile values = golden.values();
                SafetensorsFile gradients = golden.gradients();
                Scope scope = Scope.open()) {
            Decoder decoder = model.decoder();
            Tensor loss = loss(decoder, values, false);
            loss.backward();
            decoder.parameters().collectGradient();
            double expectedLoss = GoldenModel.read(values, "grad.loss").item_double();
            assertThat(Math.abs(loss.item_double() - expectedLoss)).isLessThan(LOGPROBS);

            TreeSet<String> compared = new TreeSet<>();
            for (ParameterSlot slot : decoder.parameters().slots()) {
                Tensor expected = GoldenModel.read(gradients, slot.name());
                Tensor actual = decoder.parameters().gradientOf(slot.name());
                double error = actual.sub(expected).norm().item_double();
                assertThat(error / expected.norm().item_double())
                        .as(slot.name())
                        .isLessThan(GRADIENT);
                compared.add(slot.name());
            }
            assertThat(compared).isEqualTo(new TreeSet<>(gradients.tensors().keySet()));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void greedyTokensAgree(GoldenModel golden) throws IOException {
        try (LoadedModel model = golden.load(folder, ComputeType.FLOAT32);
                SafetensorsFile values = golden.values();
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor prompt = GoldenModel.read(values, "greedy.prompt_ids");
            Tensor expected = GoldenModel.read(values, "greedy.completion_ids");
            Tensor everyToken = torch.ones_like(prompt);
            assertThat(HostMemory.longs(greedy(model.decoder(), prompt, everyToken, expected.size(1))))
                    .containsExactly(HostMemory.longs(expected));

            Tensor padded = GoldenModel.read(values, "leftpad.input_ids");
            Tensor mask = GoldenModel.read(values, "leftpad.attention_mask");
            Tensor expectedPadded = GoldenModel.read(values, "greedy_leftpad.completion_ids");
            assertThat(HostMemory.longs(greedy(model.decoder(), padded, mask, expectedPadded.size(1))))
                    .containsExactly(HostMemory.longs(expectedPadded));
        }
    }

    /**
     * Two runs of five AdamW steps with clipping. The independent implementation was within 7e-6 of the losses and 5e-6
     * of the final parameter norms (relative).
     */
    @ParameterizedTest
    @MethodSource("models")
    void theAdamWTraceAgrees(GoldenModel golden) throws IOException {
        JsonNode trace =
                new JsonMapper().readTree(Files.readString(golden.directory().resolve("train_trace.json")));
        int number = 0;
        for (JsonNode run : trace.get("runs")) {
            Path directory = Files.createDirectory(folder.resolve("run" + number++));
            try (LoadedModel model = golden.load(directory, ComputeType.FLOAT32);
                    SafetensorsFile values = golden.values()) {
                assertTraceAgrees(run, model.decoder(), values);
            }
        }
        assertThat(number).isEqualTo(2);
    }

    private static void assertTraceAgrees(JsonNode run, Decoder decoder, SafetensorsFile values) {
        ParameterStore parameters = decoder.parameters();
        JsonNode betas = run.get("betas");
        AdamW.Config config = new AdamW.Config(
                betas.get(0).doubleValue(),
                betas.get(1).doubleValue(),
                run.get("eps").doubleValue(),
                run.get("weight_decay").doubleValue());
        GradientClipping clipping =
                new GradientClipping(run.get("max_grad_norm").doubleValue());
        JsonNode losses = run.get("losses_before_each_step_plus_final");
        try (AdamW optimizer = new AdamW(parameters.master(), parameters.gradient(), config, 1)) {
            for (int step = 0; step < losses.size(); step++) {
                try (Scope scope = Scope.open()) {
                    Tensor loss = loss(decoder, values, true);
                    double expected = losses.get(step).doubleValue();
                    assertThat(loss.item_double())
                            .as("loss " + step)
                            .isCloseTo(expected, withinPercentage(100 * TRACE));
                    if (step < run.get("steps").intValue()) {
                        parameters.zeroGradient();
                        loss.backward();
                        assertThat(clipping.clip(parameters.gradient()))
                                .as("gradient norm " + step)
                                .isCloseTo(
                                        run.get("grad_norm_before_clip")
                                                .get(step)
                                                .doubleValue(),
                                        withinPercentage(100 * TRACE));
                        optimizer.update(run.get("lr").doubleValue());
                        parameters.refresh();
                    }
                }
            }
        }
        JsonNode finals = run.get("final_param_sum_and_l2norm");
        assertThat(new TreeSet<>(finals.propertyNames()))
                .isEqualTo(new TreeSet<>(
                        parameters.slots().stream().map(ParameterSlot::name).toList()));
        for (String name : finals.propertyNames()) {
            double norm = finals.get(name).get(1).doubleValue();
            double[] weights = HostMemory.doubles(parameters.masterOf(name));
            double squares = Arrays.stream(weights).map(w -> w * w).sum();
            assertThat(Math.sqrt(squares)).as(name).isCloseTo(norm, withinPercentage(100 * TRACE));
            // A sum cancels: its error is measured against √n times the norm, which bounds the sum of absolute values.
            assertThat(Arrays.stream(weights).sum())
                    .as(name)
                    .isCloseTo(
                            finals.get(name).get(0).doubleValue(),
                            within(TRACE * norm * Math.sqrt((double) weights.length)));
        }
    }

    /** The most probable continuation, every step from scratch. */
    private static Tensor greedy(Decoder decoder, Tensor prompt, Tensor promptMask, long count) {
        Tensor tokens = prompt;
        Tensor mask = promptMask;
        List<Tensor> completion = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            Tensor positions = mask.cumsum(-1).sub(new Scalar(1)).clamp_min(new Scalar(0));
            Tensor logits = logits(decoder, tokens, positions, CausalAttention.masked(mask));
            Tensor next = logits.select(1, tokens.size(1) - 1).argmax(new org.bytedeco.pytorch.LongOptional(-1), true);
            completion.add(next);
            tokens = torch.cat(new TensorVector(tokens, next), 1);
            mask = torch.cat(new TensorVector(mask, torch.ones_like(next)), 1);
        }
        return torch.cat(new TensorVector(completion.toArray(Tensor[]::new)), 1);
    }

    /** Weighted negative log-likelihood of the last eight tokens, per counted token. */
    private static Tensor loss(Decoder decoder, SafetensorsFile values, boolean absoluteWeights) {
        Tensor logits = leftPaddedLogits(decoder, values);
        Tensor logprobs = chosen(logprobsOfVocabulary(logits, 1.0), GoldenModel.read(values, "leftpad.input_ids"));
        Tensor mask = GoldenModel.read(values, "grad.completion_mask").to(ScalarType.Float);
        Tensor weights = GoldenModel.read(values, "grad.seq_weights").unsqueeze(1);
        Tensor used = absoluteWeights ? weights.abs() : weights;
        return logprobs.mul(mask).mul(used).sum().div(mask.sum()).neg();
    }

    private static Tensor leftPaddedLogits(Decoder decoder, SafetensorsFile values) {
        Tensor mask = GoldenModel.read(values, "leftpad.attention_mask");
        return logits(
                decoder,
                GoldenModel.read(values, "leftpad.input_ids"),
                GoldenModel.read(values, "leftpad.position_ids"),
                CausalAttention.masked(mask));
    }

    private static Tensor logits(Decoder decoder, Tensor tokens, Tensor positions, Attention attention) {
        return decoder.logits(decoder.hiddenStates(tokens, positions, attention));
    }

    /** {@code [B, 8, V]}: the distributions that predict the last eight tokens. */
    private static Tensor logprobsOfVocabulary(Tensor logits, double temperature) {
        Tensor last = logits.narrow(1, logits.size(1) - LAST - 1, LAST);
        return last.div(new Scalar(temperature)).log_softmax(-1);
    }

    /** {@code [B, 8]}: the last eight tokens' own log-probs. */
    private static Tensor chosen(Tensor logprobs, Tensor tokens) {
        Tensor targets = tokens.narrow(1, tokens.size(1) - LAST, LAST);
        return logprobs.gather(-1, targets.unsqueeze(-1)).squeeze(-1);
    }
}
