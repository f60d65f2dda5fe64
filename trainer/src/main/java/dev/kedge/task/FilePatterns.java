package dev.kedge.task;

import dev.kedge.config.ConfigException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that a setting names: each by its path, or by a pattern such as {@code data/*.parquet}. */
final class FilePatterns {

    private static final String WILD = ".*[*?\\[{].*";

    private FilePatterns() {}

    /**
     * The files, those of one pattern in the order of their names.
     *
     * @param setting for errors
     * @param paths as they were written
     * @throws ConfigException if one is no file and matches none
     */
    static List<Path> files(String setting, List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            Path path = paths.get(i);
            String place = setting + "[" + i + "]";
            if (Files.isRegularFile(path)) {
                files.add(path);
            } else if (path.toString().matches(WILD)) {
                List<Path> matching = matching(path);
                if (matching.isEmpty()) {
                    throw new ConfigException(place, "must match a file, got " + path);
                }
                files.addAll(matching);
            } else {
                throw new ConfigException(place, "must be a file that exists, got " + path);
            }
        }
        return files;
    }

    private static List<Path> matching(Path pattern) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        Path fixed = pattern.isAbsolute() ? pattern.getRoot() : Path.of("");
        for (Path name : pattern) {
            if (name.toString().matches(WILD)) {
                break;
            }
            fixed = fixed.resolve(name);
        }
        if (!Files.isDirectory(fixed)) {
            return List.of();
        }
        int depth = pattern.toString().contains("**") ? Integer.MAX_VALUE : pattern.getNameCount();
        try (Stream<Path> below = Files.walk(fixed, depth)) {
            return below.filter(path -> matcher.matches(path) && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        }
    }
}
