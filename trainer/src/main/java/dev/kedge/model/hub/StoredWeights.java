package dev.kedge.model.hub;

import dev.kedge.model.ConfigDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * The weights of a model directory, open for reading: {@code model.safetensors}, or the files that
 * {@code model.safetensors.index.json} names; without these {@code pytorch_model.bin}, likewise.
 */
final class StoredWeights implements WeightSource {

    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";
    private static final String SAFETENSORS = ".safetensors";
    private static final String TORCH = ".bin";

    /** Names in the order in which transformers looks for them. */
    private static final List<String> NAMES =
            List.of(SINGLE, INDEX, "pytorch_model.bin", "pytorch_model.bin.index.json");

    private static final String INDEX_END = ".index.json";

    private final Path source;
    private final List<WeightSource> files = new ArrayList<>();
    private final Map<String, WeightSource> fileOf = new LinkedHashMap<>();

    private StoredWeights(Path source) {
        this.source = source;
    }

    /** Whether a directory has weights of a name that {@link #open} looks for. */
    static boolean areIn(Path directory) {
        return found(directory).isPresent();
    }

    /**
     * Opens a directory's weights.
     *
     * @param config what config.json says: the file that its {@code transformers_weights} names goes before all, then a
     *     single file, then an index
     * @throws IllegalArgumentException naming the file that is missing or broken
     */
    static StoredWeights open(Path directory, ConfigDocument config) {
        Optional<String> named = config.text("transformers_weights");
        return named.isPresent() ? named(directory, named.get()) : open(directory);
    }

    private static StoredWeights named(Path directory, String name) {
        String file = name.endsWith(INDEX_END) ? name.substring(0, name.length() - INDEX_END.length()) : name;
        if (!staysInside(file, SAFETENSORS)) {
            throw new IllegalArgumentException(directory + ": transformers_weights must be a .safetensors file of this"
                    + " folder or one in it, or the index of several, got " + name);
        }
        return of(directory, name);
    }

    /**
     * Opens a directory's weights: the first of {@link #NAMES} that is there.
     *
     * @throws IllegalArgumentException naming the file that is missing or broken
     */
    static StoredWeights open(Path directory) {
        String name = found(directory)
                .orElseThrow(() -> new IllegalArgumentException(directory + " has no " + String.join(", no ", NAMES)));
        return of(directory, name);
    }

    private static Optional<String> found(Path directory) {
        return NAMES.stream()
                .filter(name -> Files.exists(directory.resolve(name)))
                .findFirst();
    }

    private static StoredWeights of(Path directory, String name) {
        Path file = directory.resolve(name);
        return name.endsWith(INDEX_END) ? sharded(directory, file) : single(file);
    }

    /**
     * Opens one file of weights.
     *
     * @throws IllegalArgumentException if it is missing or broken
     */
    static StoredWeights single(Path file) {
        return new StoredWeights(file).with(file);
    }

    private static StoredWeights sharded(Path directory, Path index) {
        ConfigDocument map = JsonFile.read(index);
        String ending = index.toString().endsWith(TORCH + INDEX_END) ? TORCH : SAFETENSORS;
        TreeSet<String> names = new TreeSet<>();
        try {
            map = map.object("weight_map").orElseThrow(() -> new IllegalArgumentException("weight_map is missing"));
            for (String tensor : map.keys()) {
                names.add(fileName(map, tensor, ending));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(index + ": " + e.getMessage(), e);
        }
        StoredWeights weights = new StoredWeights(index);
        try {
            for (String name : names) {
                weights.with(directory.resolve(name));
            }
            weights.checkIndex(map);
            return weights;
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private static String fileName(ConfigDocument map, String tensor, String ending) {
        return map.text(tensor)
                .filter(name -> staysInside(name, ending))
                .orElseThrow(() -> new IllegalArgumentException(
                        tensor + " must be in a " + ending + " file of this folder or one in it, got "
                                + map.value(tensor).orElse("nothing")));
    }

    /** Steps that cannot lead out of the folder. */
    private static boolean staysInside(String name, String ending) {
        return name.endsWith(ending)
                && Stream.of(name.split("/", -1)).allMatch(step -> step.matches("[A-Za-z0-9_][A-Za-z0-9._-]*"));
    }

    private StoredWeights with(Path path) {
        WeightSource file = path.toString().endsWith(TORCH) ? TorchFile.open(path) : SafetensorsFile.open(path);
        files.add(file);
        for (String name : file.tensors().keySet()) {
            WeightSource other = fileOf.put(name, file);
            if (other != null) {
                throw new IllegalArgumentException(
                        source + ": tensor " + name + " is both in " + other.source() + " and in " + path);
            }
        }
        return this;
    }

    private void checkIndex(ConfigDocument map) {
        for (String tensor : map.keys()) {
            WeightSource file = fileOf.get(tensor);
            String expected = map.text(tensor).orElse("");
            if (file == null || !file.source().endsWith(expected)) {
                throw new IllegalArgumentException(
                        source + ": tensor " + tensor + " should be in " + expected + " but is not");
            }
        }
    }

    /** The file that error messages about the weights as a whole name. */
    @Override
    public Path source() {
        return source;
    }

    /** Every tensor of every file, by name. */
    @Override
    public Map<String, StoredTensor> tensors() {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        files.forEach(file -> tensors.putAll(file.tensors()));
        return tensors;
    }

    /** Copies a tensor's elements, converted to the destination's type. */
    @Override
    public void copyTo(String name, Tensor destination) {
        WeightSource file = fileOf.get(name);
        if (file == null) {
            throw new IllegalArgumentException(source + ": no tensor is called " + name);
        }
        file.copyTo(name, destination);
    }

    @Override
    public void close() {
        files.forEach(WeightSource::close);
    }
}
