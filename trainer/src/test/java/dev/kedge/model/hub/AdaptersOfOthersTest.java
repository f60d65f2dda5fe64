package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.model.Precision;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Adapters of every kind that PEFT 0.21 saves, made by {@code parity/folders}, against the logits that PEFT computes
 * from the same folder (float32); merged they must give the same.
 */
class AdaptersOfOthersTest {

    private static final String ARCHIVE = "adapters.zip";
    private static final double LOGITS = 1e-4;
    private static final Precision FLOAT32 = Precision.frozen(ComputeType.FLOAT32);

    /** What is nothing but products beside matrices of layers, which can be trained on. */
    private static final Set<String> TRAINABLE = Set.of(
            "plain",
            "all-linear",
            "all-linear-capitals",
            "rank-pattern",
            "alpha-pattern",
            "both-patterns",
            "rslora",
            "rslora-patterns",
            "paths",
            "expression",
            "expression-named",
            "exclude",
            "exclude-expression",
            "layers",
            "one-layer",
            "layers-pattern",
            "gaussian",
            "orthogonal",
            "mica");

    @TempDir
    private Path folder;

    static List<String> adapters() {
        return CaseArchive.names(ARCHIVE).stream()
                .filter(name -> !name.startsWith("base-"))
                .toList();
    }

    private Path unpacked(String name) {
        Path adapters = folder.resolve(name);
        CaseArchive.unpack(ARCHIVE, name, adapters);
        String base = JsonFile.read(adapters.resolve("adapter_config.json"))
                .text("base_model_name_or_path")
                .orElseThrow();
        CaseArchive.unpack(ARCHIVE, base.substring("../".length()), adapters.resolve(base));
        return adapters;
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void logitsAreThoseOfPeft(String name) {
        Path adapters = unpacked(name);
        try (LoadedModel model = ModelDirectory.load(adapters, FLOAT32);
                SafetensorsFile values = SafetensorsFile.open(adapters.resolve("expected.safetensors"));
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor expected = GoldenModel.read(values, "logits");
            assertThat(GoldenModel.largestDifference(FoldersOfOthersTest.logits(model.decoder(), values), expected))
                    .isLessThan(LOGITS);
            model.decoder()
                    .adapters()
                    .ifPresent(all -> all.mergeInto(model.base().parameters()));
            assertThat(GoldenModel.largestDifference(FoldersOfOthersTest.logits(model.base(), values), expected))
                    .as("merged")
                    .isLessThan(LOGITS);
        }
    }

    /** Without adapters the model says something else: no case above passes because nothing is adapted. */
    @ParameterizedTest
    @MethodSource("adapters")
    void everyAdapterChangesItsModel(String name) {
        Path adapters = unpacked(name);
        try (LoadedModel plain = ModelDirectory.load(AdapterDirectory.base(adapters), FLOAT32);
                SafetensorsFile values = SafetensorsFile.open(adapters.resolve("expected.safetensors"));
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor expected = GoldenModel.read(values, "logits");
            assertThat(GoldenModel.largestDifference(FoldersOfOthersTest.logits(plain.decoder(), values), expected))
                    .isGreaterThan(0.1);
        }
    }

    /**
     * Products beside matrices are read, trained on and written again, so that PEFT reads the same; others are refused.
     */
    @ParameterizedTest
    @MethodSource("adapters")
    void whatCanBeTrainedOnIsWrittenAgain(String name) throws IOException {
        Path adapters = unpacked(name);
        if (!TRAINABLE.contains(name)) {
            assertThatThrownBy(() -> AdapterDirectory.plan(adapters, ModelDirectory.shape(adapters)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            adapters.resolve("adapter_config.json") + ": such adapters are used, merged");
            return;
        }
        Path again = folder.resolve("again");
        try (LoadedModel model = ModelDirectory.load(adapters, Precision.master(ComputeType.FLOAT32))) {
            var first = model.decoder().adapters().orElseThrow();
            assertThat(AdapterDirectory.plan(adapters, ModelDirectory.shape(adapters)))
                    .isEqualTo(first.plan());
            AdapterDirectory.save(again, first, AdapterDirectory.base(adapters));
            try (LoadedModel second = ModelDirectory.load(again, Precision.master(ComputeType.FLOAT32))) {
                var read = second.decoder().adapters().orElseThrow();
                assertThat(read.plan()).isEqualTo(first.plan());
                assertThat(read.parameters().checksum())
                        .isEqualTo(first.parameters().checksum());
            }
        }
    }
}
