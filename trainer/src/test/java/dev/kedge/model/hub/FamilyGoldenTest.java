package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.Attention;
import dev.kedge.model.CausalAttention;
import dev.kedge.model.CheckpointedPass;
import dev.kedge.model.Decoder;
import dev.kedge.model.ParameterStore;
import dev.kedge.model.Precision;
import dev.kedge.random.Purpose;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tiny models of every family and kind of positions, windows, biases and norms, beside what transformers 5.24 computes
 * with them; {@code parity/models/golden.py} makes the folders.
 */
class FamilyGoldenTest {

    /** Logits are sums of at most 48 float32 terms through 2 to 4 layers; another order moves them by about 1e-5. */
    private static final double ROUNDING = 1e-4;

    @TempDir
    private Path folder;

    private static Path families() throws URISyntaxException {
        URL url = Objects.requireNonNull(FamilyGoldenTest.class.getResource("/families"));
        return Path.of(url.toURI());
    }

    static List<String> cases() throws IOException, URISyntaxException {
        try (Stream<Path> paths = Files.list(families())) {
            List<String> names =
                    paths.map(path -> path.getFileName().toString()).sorted().toList();
            System.out.println("golden families: " + names.size() + " " + names);
            assertThat(names).isNotEmpty();
            return names;
        }
    }

    private static LoadedModel load(Path directory) {
        return ModelDirectory.load(directory, Precision.master(ComputeType.FLOAT32));
    }

    private static Tensor read(String name, String tensor) throws URISyntaxException {
        try (SafetensorsFile file =
                SafetensorsFile.open(families().resolve(name).resolve("values.safetensors"))) {
            return GoldenModel.read(file, tensor);
        }
    }

    private static Tensor logits(Decoder decoder, Tensor tokens, Tensor positions, Attention attention) {
        return decoder.logits(decoder.hiddenStates(tokens, positions, attention));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void logitsAreThoseOfTransformers(String name) throws URISyntaxException {
        try (Scope scope = Scope.open();
                LoadedModel model = load(families().resolve(name))) {
            Tensor tokens = read(name, "input_ids");
            Tensor positions = GoldenModel.defaultPositions(tokens);
            Tensor found = logits(model.decoder(), tokens, positions, CausalAttention.full());
            double difference = GoldenModel.largestDifference(found, read(name, "logits"));
            System.out.printf("golden family %s: largest difference of a logit %.2g%n", name, difference);
            assertThat(difference).isLessThan(ROUNDING);
        }
    }

    /** Three tokens of padding stand before each row; its own tokens keep their positions and their logits. */
    @ParameterizedTest
    @MethodSource("cases")
    void paddingOnTheLeftIsNotSeen(String name) throws URISyntaxException {
        try (Scope scope = Scope.open();
                LoadedModel model = load(families().resolve(name))) {
            Tensor tokens = read(name, "input_ids");
            Tensor padding = torch.zeros_like(tokens.narrow(1, 0, 3));
            Tensor mask = torch.cat(new TensorVector(padding, torch.ones_like(tokens)), 1);
            Tensor padded = torch.cat(new TensorVector(padding, tokens), 1);
            Tensor positions = torch.cat(new TensorVector(padding, GoldenModel.defaultPositions(tokens)), 1);
            Tensor found = logits(model.decoder(), padded, positions, CausalAttention.masked(mask))
                    .narrow(1, 3, tokens.size(1));
            assertThat(GoldenModel.largestDifference(found, read(name, "logits")))
                    .isLessThan(ROUNDING);
        }
    }

    /**
     * Prompts of 3 and 11 tokens grow by 14 beside each other, 3 of each: what the sampler says of each token, reading
     * cached keys, is what one pass over the whole text says. Where the positions depend on a text's length, the
     * prompts are of 17 and 20 tokens, beyond the 16 at which they change.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void theCachedSamplerComputesTheSame(String name) throws URISyntaxException {
        try (LoadedModel model = load(families().resolve(name))) {
            boolean beyond = name.endsWith("longrope");
            int[][] prompts = new int[2][];
            for (int row = 0; row < 2; row++) {
                int length = beyond ? 17 + 3 * row : 3 + 8 * row;
                int start = 24 * row;
                try (Scope scope = Scope.open()) {
                    long[] ids = HostMemory.longs(read(name, "input_ids"));
                    prompts[row] = Arrays.stream(ids, start, start + length)
                            .mapToInt(Math::toIntExact)
                            .toArray();
                }
            }
            Sampler sampler =
                    new Sampler(model.decoder(), Set.of(2), new Sampler.Config(14, 1.0, OptionalInt.empty(), 1.0, 12));
            List<List<SampledTokens>> groups =
                    sampler.sample(List.of(prompts), 3, new SamplingStreams(5, Purpose.ROLLOUT, 0));
            for (int row = 0; row < 2; row++) {
                for (SampledTokens completion : groups.get(row)) {
                    double[] again = logprobs(model.decoder(), prompts[row], completion);
                    for (int t = 0; t < again.length; t++) {
                        assertThat(again[t] - completion.untemperedLogprobs()[t])
                                .as("token %d after a prompt of %d", t, prompts[row].length)
                                .isBetween(-ROUNDING, ROUNDING);
                    }
                }
            }
        }
    }

    private static double[] logprobs(Decoder decoder, int[] prompt, SampledTokens completion) {
        int length = prompt.length + completion.length();
        long[] sequence = new long[length];
        for (int i = 0; i < length; i++) {
            sequence[i] = i < prompt.length ? prompt[i] : completion.tokens()[i - prompt.length];
        }
        try (Scope scope = Scope.open()) {
            Tensor tokens = HostMemory.tensor(sequence, 1, length);
            Tensor all = logits(decoder, tokens, GoldenModel.defaultPositions(tokens), CausalAttention.full())
                    .select(0, 0)
                    .log_softmax(1);
            double[] flat = HostMemory.doubles(all);
            double[] found = new double[completion.length()];
            for (int t = 0; t < found.length; t++) {
                found[t] = flat[
                        (prompt.length - 1 + t) * (int) all.size(1) + completion.tokens()[t]];
            }
            return found;
        }
    }

    /**
     * With u a fixed direction of unit length, {@code (f(w + h·u) − f(w − h·u)) / 2h} is the gradient times u; f is the
     * mean square of the logits. At h = 1e-3 the third derivative and float32's rounding leave about one part in 1000.
     * Repeating layers in the backward pass gives the same gradient.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void theGradientIsThatOfTheLogits(String name) throws URISyntaxException {
        try (Scope scope = Scope.open();
                LoadedModel model = load(families().resolve(name))) {
            Decoder decoder = model.decoder();
            ParameterStore store = decoder.parameters();
            Tensor tokens = read(name, "input_ids");
            Tensor positions = GoldenModel.defaultPositions(tokens);
            store.zeroGradient();
            Autograd.backward(loss(decoder, tokens, positions));
            Tensor plain = store.gradient().clone();

            store.zeroGradient();
            CheckpointedPass pass = decoder.checkpointed(tokens, positions, CausalAttention.full());
            Autograd.backward(decoder.logits(pass.states()).square().mean());
            pass.backward();
            Tensor repeated = store.gradient().clone();
            assertThat(plain.sub(repeated).norm().item_double())
                    .isLessThan(1e-5 * plain.norm().item_double());

            Tensor direction = plain.div(plain.norm());
            double slope = plain.mul(direction).sum().item_double();
            double h = 1e-3;
            double difference;
            try (NoGradient none = NoGradient.open()) {
                store.master().add_(direction, new Scalar(h));
                double above = loss(decoder, tokens, positions).item_double();
                store.master().sub_(direction, new Scalar(2 * h));
                difference = (above - loss(decoder, tokens, positions).item_double()) / (2 * h);
            }
            assertThat(difference / slope).isBetween(0.98, 1.02);
        }
    }

    private static Tensor loss(Decoder decoder, Tensor tokens, Tensor positions) {
        return logits(decoder, tokens, positions, CausalAttention.full())
                .square()
                .mean();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsSavedIsTheSameModel(String name) throws URISyntaxException {
        Path saved = folder.resolve("saved");
        try (LoadedModel model = load(families().resolve(name))) {
            ModelDirectory.save(saved, model, ModelDirectory.SHARD_BYTES);
            try (LoadedModel again = load(saved)) {
                assertThat(again.decoder().config()).isEqualTo(model.decoder().config());
                assertThat(again.decoder().parameters().checksum())
                        .isEqualTo(model.decoder().parameters().checksum());
            }
            try (SafetensorsFile original =
                            SafetensorsFile.open(families().resolve(name).resolve("model.safetensors"));
                    SafetensorsFile written = SafetensorsFile.open(saved.resolve("model.safetensors"))) {
                assertThat(written.tensors().keySet())
                        .isEqualTo(original.tensors().keySet());
            }
        }
    }

    /** Frequencies change at 16 tokens: keys of both kinds would be read by one query. */
    @Test
    void aTextThatWouldGrowOverAChangeOfFrequenciesIsRefused() throws URISyntaxException {
        try (LoadedModel model = load(families().resolve("llama-longrope"))) {
            Sampler sampler =
                    new Sampler(model.decoder(), Set.of(2), new Sampler.Config(8, 1.0, OptionalInt.empty(), 1.0, 4));
            SamplingStreams streams = new SamplingStreams(5, Purpose.ROLLOUT, 0);
            assertThat(sampler.sample(List.of(new int[8], new int[17]), 1, streams))
                    .hasSize(2);
            assertThat(catching(() -> sampler.sample(List.of(new int[9]), 1, streams)))
                    .isEqualTo(
                            "rotary positions of type longrope change beyond 16 tokens: prompt and completion must be"
                                    + " at most so many, or the prompt more, got 9 and max_new_tokens 8");
        }
    }

    private static String catching(Runnable action) {
        try {
            action.run();
            return "nothing was refused";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
