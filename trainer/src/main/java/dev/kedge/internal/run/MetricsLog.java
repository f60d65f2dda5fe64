package dev.kedge.internal.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code metrics.jsonl}: one JSON object per line, {@code {"step":3,"phase":"train","rollout/reward_mean":0.5,…}},
 * metrics sorted by name. A value that is not finite is written as null.
 *
 * <p>Each line is handed to the operating system in one piece before {@link #append} returns, so a killed process loses
 * at most the line it was writing. The last line of a finished run has phase {@link Phase#SUMMARY}.
 */
public final class MetricsLog implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final FileChannel channel;

    private MetricsLog(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a log for appending.
     *
     * @param file {@code metrics.jsonl}; created if it does not exist
     * @throws IOException if it cannot be opened
     */
    public static MetricsLog open(Path file) throws IOException {
        return new MetricsLog(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    /**
     * Appends the metrics of one training step.
     *
     * @param step the step
     * @param values name to value
     * @throws IOException if writing fails
     */
    public void append(long step, Map<String, Double> values) throws IOException {
        append(MetricsLine.of(step, Phase.TRAIN, values));
    }

    /**
     * Appends one line.
     *
     * @param line the line
     * @throws IOException if writing fails
     */
    public void append(MetricsLine line) throws IOException {
        ObjectNode object = JSON.createObjectNode();
        object.put("step", line.step());
        object.put("phase", line.phase().key());
        line.values().forEach((name, value) -> {
            if (Double.isFinite(value)) {
                object.put(name, value);
            } else {
                object.putNull(name);
            }
        });
        DurableFiles.writeFully(channel, (JSON.writeValueAsString(object) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a log, also while it is being written: a last line without its end is left out.
     *
     * @param file {@code metrics.jsonl}
     * @return the lines in order
     * @throws IllegalArgumentException if a line is not a JSON object with step and phase; names file and line
     * @throws IOException if the file cannot be read
     */
    public static List<MetricsLine> read(Path file) throws IOException {
        List<MetricsLine> lines = new ArrayList<>();
        for (String text : wholeLines(file)) {
            try {
                lines.add(parse(text));
            } catch (JacksonException | IllegalArgumentException broken) {
                throw new IllegalArgumentException(
                        file + " line " + (lines.size() + 1)
                                + " must be a JSON object with step, phase and numbers: "
                                + broken.getMessage(),
                        broken);
            }
        }
        return lines;
    }

    /**
     * Takes a log back to a checkpoint: drops every line recorded after it, and a torn last line. Call before
     * {@link #open}.
     *
     * @param file {@code metrics.jsonl}; need not exist
     * @param phase the phase the checkpoint belongs to
     * @param step the checkpoint's step in that phase; lines of this step and of earlier phases stay
     * @throws IOException if the file cannot be read or written
     */
    public static void truncateAfter(Path file, Phase phase, long step) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        List<String> texts = wholeLines(file);
        List<MetricsLine> lines = read(file);
        StringBuilder kept = new StringBuilder();
        for (int index = 0; index < lines.size(); index++) {
            MetricsLine line = lines.get(index);
            if (!line.phase().isAfter(line.step(), phase, step)) {
                kept.append(texts.get(index)).append('\n');
            }
        }
        DurableFiles.writeAtomically(file, kept.toString());
    }

    /**
     * Takes a log back to a checkpoint of the training phase.
     *
     * @param file {@code metrics.jsonl}; need not exist
     * @param step the checkpoint's step
     * @throws IOException if the file cannot be read or written
     */
    public static void truncateAfter(Path file, long step) throws IOException {
        truncateAfter(file, Phase.TRAIN, step);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static List<String> wholeLines(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static MetricsLine parse(String text) {
        JsonNode object = JSON.readTree(text);
        TreeMap<String, Double> values = new TreeMap<>();
        object.properties().forEach(entry -> {
            if (!entry.getKey().equals("step") && !entry.getKey().equals("phase")) {
                values.put(
                        entry.getKey(),
                        entry.getValue().isNull()
                                ? Double.NaN
                                : entry.getValue().asDouble());
            }
        });
        return new MetricsLine(
                object.required("step").asLong(),
                Phase.ofKey(object.required("phase").asString()),
                values);
    }
}
