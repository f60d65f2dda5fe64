package dev.kedge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of a run, without what measures the machine: times, memory, throughput, the curves of these in the
 * TensorBoard file, and the provenance of each process.
 *
 * @param metrics the lines of metrics.jsonl
 * @param hashes SHA-256 of every other file, by its path in the directory
 */
public record RecordedFiles(List<String> metrics, SortedMap<String, String> hashes) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Reads a run directory. */
    public static RecordedFiles of(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            SortedMap<String, String> hashes = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(file).toString();
                if (!isOfTheMachine(name)) {
                    hashes.put(name, hash(name, file));
                }
            }
            List<String> metrics = Files.readAllLines(directory.resolve("metrics.jsonl")).stream()
                    .map(line -> without((ObjectNode) JSON.readTree(line), RecordedFiles::measuresTheMachine))
                    .toList();
            return new RecordedFiles(metrics, hashes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless both runs have left the same. */
    public void areThoseOf(RecordedFiles other) {
        assertThat(metrics).isEqualTo(other.metrics);
        assertThat(hashes).isEqualTo(other.hashes);
    }

    private static boolean measuresTheMachine(String metric) {
        return metric.startsWith("time/") || metric.startsWith("memory/") || metric.startsWith("throughput/");
    }

    private static boolean isOfTheMachine(String name) {
        return name.equals("metrics.jsonl")
                || name.startsWith("events.")
                || name.startsWith("provenance")
                || name.equals("report.html")
                || name.equals(".lock");
    }

    private static String hash(String name, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (name.endsWith("trainer_state.json")) {
            bytes = without((ObjectNode) JSON.readTree(bytes), "seconds_spent"::equals)
                    .getBytes(StandardCharsets.UTF_8);
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String without(ObjectNode object, Predicate<String> name) {
        object.propertyNames().stream().filter(name).toList().forEach(object::remove);
        return object.toString();
    }
}
