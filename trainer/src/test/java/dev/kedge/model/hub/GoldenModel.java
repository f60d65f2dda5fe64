package dev.kedge.model.hub;

import dev.kedge.model.Precision;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import dev.kedge.testing.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A checkpoint with inputs and outputs computed by transformers.
 *
 * @param directory of the fixture
 * @param configFile which spelling of the config: {@code config.json} or {@code config_v5.json}
 */
record GoldenModel(Path directory, String configFile) {

    /** Every directory of the fixture folder in both spellings. */
    static List<GoldenModel> all() {
        Path folder = Fixtures.path("model");
        List<GoldenModel> models = new ArrayList<>();
        for (Path directory : list(folder)) {
            models.add(new GoldenModel(directory, "config.json"));
            models.add(new GoldenModel(directory, "config_v5.json"));
        }
        if (models.isEmpty()) {
            throw new IllegalStateException("no golden model in " + folder);
        }
        System.out.println("golden models: " + models.size() + " cases from " + folder);
        return models;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the model, under its usual file names, to an empty folder and loads it from there. */
    LoadedModel load(Path empty, ComputeType type) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("model") || name.equals("generation_config.json")) {
                    Files.copy(file, empty.resolve(name));
                }
            }
        }
        Files.copy(directory.resolve(configFile), empty.resolve("config.json"));
        return ModelDirectory.load(empty, Precision.master(type));
    }

    /** Inputs and expected outputs. */
    SafetensorsFile values() {
        return SafetensorsFile.open(directory.resolve("io.safetensors"));
    }

    /** Expected gradients by stored name. */
    SafetensorsFile gradients() {
        return SafetensorsFile.open(directory.resolve("grads.safetensors"));
    }

    static Tensor read(SafetensorsFile file, String name) {
        StoredTensor stored = file.stored(name);
        Tensor tensor =
                torch.empty(stored.shape(), new TensorOptions(stored.type().scalarType()), null);
        file.copyTo(name, tensor);
        return tensor;
    }

    /** Positions 0, 1, 2, … in every row. */
    static Tensor defaultPositions(Tensor tokens) {
        long[] positions = new long[Math.toIntExact(tokens.numel())];
        Arrays.setAll(positions, i -> i % tokens.size(1));
        return HostMemory.tensor(positions, tokens.size(0), tokens.size(1));
    }

    /** The largest absolute difference where the mask is set. */
    static double largestDifference(Tensor actual, Tensor expected, Tensor mask) {
        try (Scope scope = Scope.open()) {
            Tensor difference = actual.detach().to(ScalarType.Double).sub(expected.to(ScalarType.Double));
            return difference
                    .abs()
                    .masked_fill(mask.to(ScalarType.Bool).logical_not(), new org.bytedeco.pytorch.Scalar(0.0))
                    .max()
                    .item_double();
        }
    }

    static double largestDifference(Tensor actual, Tensor expected) {
        try (Scope scope = Scope.open()) {
            return actual.detach()
                    .to(ScalarType.Double)
                    .sub(expected.to(ScalarType.Double))
                    .abs()
                    .max()
                    .item_double();
        }
    }

    @Override
    public String toString() {
        return directory.getFileName() + "/" + configFile;
    }
}
