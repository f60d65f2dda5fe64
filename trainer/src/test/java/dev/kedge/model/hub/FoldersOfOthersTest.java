package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.CausalAttention;
import dev.kedge.model.Decoder;
import dev.kedge.model.Precision;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Model folders in every way that others store them, made by {@code parity/folders} with transformers 5.24, against the
 * logits that transformers computes from the same folder (float32).
 */
class FoldersOfOthersTest {

    private static final double LOGITS = 1e-4;

    @TempDir
    private Path folder;

    /** The second are files of torch.save. */
    static Stream<Arguments> folders() {
        return Stream.of("folders.zip", "bins.zip")
                .flatMap(archive -> CaseArchive.names(archive).stream().map(name -> Arguments.of(archive, name)));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void logitsAreThoseOfTransformers(String archive, String name) {
        CaseArchive.unpack(archive, name, folder);
        try (LoadedModel model = ModelDirectory.load(folder, Precision.frozen(ComputeType.FLOAT32));
                SafetensorsFile values = SafetensorsFile.open(folder.resolve("expected.safetensors"));
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            assertThat(ModelDirectory.shape(folder)).isEqualTo(model.decoder().config());
            Tensor expected = GoldenModel.read(values, "logits");
            assertThat(GoldenModel.largestDifference(logits(model.decoder(), values), expected))
                    .isLessThan(LOGITS);
            assertThat(expected.abs().max().item_double()).isGreaterThan(0.1);
        }
    }

    /** Those of the tokens that the expected ones are of. */
    static Tensor logits(Decoder decoder, SafetensorsFile values) {
        Tensor tokens = GoldenModel.read(values, "tokens");
        return decoder.logits(
                decoder.hiddenStates(tokens, GoldenModel.defaultPositions(tokens), CausalAttention.full()));
    }
}
