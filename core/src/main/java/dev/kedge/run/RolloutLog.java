package dev.kedge.run;

import dev.kedge.rollout.RolloutGroup;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code rollouts/step-000003.jsonl.gz}: everything sampled in a step, one {@link RolloutLine} per line. A file is there as
 * a whole or not at all, and two equal steps give equal bytes.
 */
public final class RolloutLog {

    private static final Pattern NAME = Pattern.compile("step-(\\d+)\\.jsonl\\.gz");
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private final Path directory;

    /**
     * The rollouts of a run.
     *
     * @param directory {@code rollouts/}; created with the first step
     */
    public RolloutLog(Path directory) {
        this.directory = directory;
    }

    /**
     * Records a step.
     *
     * @param step the training step
     * @param groups the groups of the step
     * @param advantages per group, one advantage per rollout, in the same order
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path write(long step, List<RolloutGroup> groups, List<double[]> advantages) throws IOException {
        if (groups.size() != advantages.size()) {
            throw new IllegalArgumentException("each group needs its advantages, got " + groups.size() + " groups and "
                    + advantages.size() + " arrays of advantages");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream compressed = new GZIPOutputStream(bytes)) {
            for (int index = 0; index < groups.size(); index++) {
                for (RolloutLine line : RolloutLine.of(groups.get(index), advantages.get(index))) {
                    compressed.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        Files.createDirectories(directory);
        Path file = directory.resolve(String.format(Locale.ROOT, "step-%06d.jsonl.gz", step));
        DurableFiles.writeAtomically(file, bytes.toByteArray());
        return file;
    }

    /**
     * The files of all recorded steps.
     *
     * @return in order of steps
     * @throws IOException if the folder cannot be read
     */
    public List<Path> files() throws IOException {
        return DurableFiles.list(directory).stream()
                .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                .toList();
    }

    /**
     * Takes the log back to a checkpoint.
     *
     * @param step the checkpoint's step; files of later steps are deleted
     * @throws IOException if a file cannot be deleted
     */
    public void removeAfter(long step) throws IOException {
        for (Path file : files()) {
            if (stepOf(file) > step) {
                Files.delete(file);
            }
        }
    }

    /**
     * The step of a file of this log.
     *
     * @param file one of {@link #files}
     * @return its step
     */
    public static long stepOf(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("a rollout file must be named step-N.jsonl.gz, got " + file);
        }
        return Long.parseLong(name.group(1));
    }

    /**
     * Reads a file of this log.
     *
     * @param file one of {@link #files}
     * @return its lines in order
     * @throws IOException if it cannot be read
     */
    public static List<RolloutLine> read(Path file) throws IOException {
        List<RolloutLine> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readValue(line, RolloutLine.class));
            }
        }
        return lines;
    }
}
