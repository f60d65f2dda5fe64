package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.random.Purpose;
import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Greedy completions from the key-value cache are, token for token, those that transformers generated. An end token
 * does not stop them. The smallest margin between the two highest logits is 5.5e-3, the float32 error below 1e-4.
 */
class GoldenGreedyTest {

    static List<GoldenModel> models() {
        return GoldenModel.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void aPromptIsContinuedAsTransformersContinuesIt(GoldenModel golden, @TempDir Path empty) throws IOException {
        try (LoadedModel model = golden.load(empty, ComputeType.FLOAT32);
                SafetensorsFile values = golden.values();
                Scope scope = Scope.open()) {
            List<int[]> prompts = rows(GoldenModel.read(values, "greedy.prompt_ids"));
            assertGreedy(model, prompts, rows(GoldenModel.read(values, "greedy.completion_ids")), 1);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void promptsOfDifferentLengthsAreContinuedTogetherOrOneByOne(GoldenModel golden, @TempDir Path empty)
            throws IOException {
        try (LoadedModel model = golden.load(empty, ComputeType.FLOAT32);
                SafetensorsFile values = golden.values();
                Scope scope = Scope.open()) {
            List<int[]> padded = rows(GoldenModel.read(values, "leftpad.input_ids"));
            List<int[]> masks = rows(GoldenModel.read(values, "leftpad.attention_mask"));
            List<int[]> prompts = new ArrayList<>();
            for (int row = 0; row < padded.size(); row++) {
                int length = Arrays.stream(masks.get(row)).sum();
                prompts.add(
                        Arrays.copyOfRange(padded.get(row), padded.get(row).length - length, padded.get(row).length));
            }
            List<int[]> expected = rows(GoldenModel.read(values, "greedy_leftpad.completion_ids"));
            assertGreedy(model, prompts, expected, 4);
            assertGreedy(model, prompts, expected, 1);
        }
    }

    private static void assertGreedy(LoadedModel model, List<int[]> prompts, List<int[]> expected, int batchSize) {
        assertThat(prompts).hasSameSizeAs(expected);
        int length = expected.get(0).length;
        Sampler.Config config = new Sampler.Config(length, 0.0, OptionalInt.empty(), 1.0, batchSize);
        List<List<SampledTokens>> completions = new Sampler(model.decoder(), Set.of(), config)
                .sample(prompts, 1, new SamplingStreams(0, Purpose.EVALUATION, 0));
        for (int row = 0; row < expected.size(); row++) {
            SampledTokens completion = completions.get(row).get(0);
            assertThat(completion.tokens()).isEqualTo(expected.get(row));
            assertThat(completion.finishReason()).isEqualTo(FinishReason.LENGTH);
        }
    }

    private static List<int[]> rows(Tensor matrix) {
        long[] flat = HostMemory.longs(matrix);
        int width = Math.toIntExact(matrix.size(1));
        List<int[]> rows = new ArrayList<>();
        for (int start = 0; start < flat.length; start += width) {
            rows.add(Arrays.stream(flat, start, start + width)
                    .mapToInt(Math::toIntExact)
                    .toArray());
        }
        return rows;
    }
}
