package dev.kedge.model.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of weights that are written: one, or several of at most a given size and an index, under the names that
 * transformers gives them. The files that make the new weights visible come last, and files of an earlier writing that
 * would hide or contradict them go after that: whoever reads the folder in between sees the old weights or the new.
 */
final class Shards {

    private static final Pattern SHARD = Pattern.compile("model-\\d{5}-of-\\d{5}\\.safetensors");

    private Shards() {}

    /** {@code bytes} is the largest size of a file's tensors; one that is larger by itself has a file of its own. */
    static void write(
            Path directory, SortedMap<String, Tensor> weights, Function<String, ElementType> types, long bytes) {
        List<SortedMap<String, Tensor>> shards = cut(weights, types, bytes);
        List<String> written = new ArrayList<>();
        if (shards.size() == 1) {
            SafetensorsWriter.write(directory.resolve(StoredWeights.SINGLE), weights, types);
            written.add(StoredWeights.SINGLE);
        } else {
            Map<String, String> fileOf = new LinkedHashMap<>();
            for (int i = 0; i < shards.size(); i++) {
                String name = String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
                SafetensorsWriter.write(directory.resolve(name), shards.get(i), types);
                shards.get(i).keySet().forEach(tensor -> fileOf.put(tensor, name));
                written.add(name);
            }
            JsonFile.write(directory.resolve(StoredWeights.INDEX), index(weights, fileOf, types));
            written.add(StoredWeights.INDEX);
        }
        removeOthers(directory, written);
    }

    private static List<SortedMap<String, Tensor>> cut(
            SortedMap<String, Tensor> weights, Function<String, ElementType> types, long bytes) {
        List<SortedMap<String, Tensor>> shards = new ArrayList<>();
        SortedMap<String, Tensor> open = new TreeMap<>();
        long size = 0;
        for (Map.Entry<String, Tensor> entry : weights.entrySet()) {
            long more = entry.getValue().numel() * types.apply(entry.getKey()).bytes();
            if (!open.isEmpty() && size + more > bytes) {
                shards.add(open);
                open = new TreeMap<>();
                size = 0;
            }
            open.put(entry.getKey(), entry.getValue());
            size += more;
        }
        shards.add(open);
        return shards;
    }

    private static ObjectNode index(
            SortedMap<String, Tensor> weights, Map<String, String> fileOf, Function<String, ElementType> types) {
        ObjectNode index = JsonFile.object();
        long total = weights.entrySet().stream()
                .mapToLong(entry ->
                        entry.getValue().numel() * types.apply(entry.getKey()).bytes())
                .sum();
        index.putObject("metadata").put("total_size", total);
        ObjectNode map = index.putObject("weight_map");
        fileOf.forEach(map::put);
        return index;
    }

    private static void removeOthers(Path directory, List<String> written) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean ofWeights = name.equals(StoredWeights.SINGLE)
                        || name.equals(StoredWeights.INDEX)
                        || SHARD.matcher(name).matches();
                if (ofWeights && !written.contains(name)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear away older weights in " + directory, e);
        }
    }
}
