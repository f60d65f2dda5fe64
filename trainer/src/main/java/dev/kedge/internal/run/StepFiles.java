package dev.kedge.internal.run;

import dev.kedge.api.WellFormedText;
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
 * {@code step-000003.jsonl.gz} in a folder: what a step left, a record per line, keys in snake case, U+FFFD for half a
 * surrogate pair. A file is there as a whole or not at all, and two equal steps give equal bytes.
 */
final class StepFiles {

    private static final Pattern NAME = Pattern.compile("step-(\\d+)\\.jsonl\\.gz");
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private final Path directory;

    /** {@code directory} is created with the first file. */
    StepFiles(Path directory) {
        this.directory = directory;
    }

    Path write(long step, List<? extends Record> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream compressed = new GZIPOutputStream(bytes)) {
            for (Record line : lines) {
                String json = WellFormedText.of(JSON.writeValueAsString(line));
                compressed.write((json + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.createDirectories(directory);
        Path file = file(step);
        DurableFiles.writeAtomically(file, bytes.toByteArray());
        return file;
    }

    Path file(long step) {
        return directory.resolve(String.format(Locale.ROOT, "step-%06d.jsonl.gz", step));
    }

    static <R extends Record> List<R> read(Path file, Class<R> type) throws IOException {
        List<R> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readValue(line, type));
            }
        }
        return lines;
    }

    /** In order of steps; none if there is no such folder. */
    List<Path> files() throws IOException {
        return DurableFiles.list(directory).stream()
                .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                .toList();
    }

    void removeAfter(long step) throws IOException {
        for (Path file : files()) {
            if (stepOf(file) > step) {
                Files.delete(file);
            }
        }
    }

    static long stepOf(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("a file of a step must be named step-N.jsonl.gz, got " + file);
        }
        return Long.parseLong(name.group(1));
    }
}
