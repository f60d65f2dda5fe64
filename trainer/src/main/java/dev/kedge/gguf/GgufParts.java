package dev.kedge.gguf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model in one GGUF file, or in the parts {@code NAME-00001-of-00003.gguf} and so on that llama.cpp splits a large
 * one into, open for reading. The metadata are those of the first part.
 */
public final class GgufParts implements AutoCloseable {

    private static final Pattern PART = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf");
    private static final int MAX_PARTS = 10_000;

    private final List<GgufFile> files;
    private final Map<String, GgufFile> fileOf = new LinkedHashMap<>();
    private final Map<String, GgufTensor> tensors = new LinkedHashMap<>();

    private GgufParts(List<GgufFile> files) {
        this.files = List.copyOf(files);
        for (GgufFile file : files) {
            file.tensors().forEach((name, tensor) -> {
                if (fileOf.put(name, file) != null) {
                    throw new IllegalArgumentException(file.path() + ": tensor " + name + " is in an earlier part too");
                }
                tensors.put(name, tensor);
            });
        }
        files.get(0).metadata().integer("split.tensors.count").ifPresent(count -> {
            if (count != tensors.size()) {
                throw new IllegalArgumentException(files.get(0).path() + ": split.tensors.count is " + count
                        + ", but the parts have " + tensors.size());
            }
        });
    }

    /**
     * Opens all parts.
     *
     * @param path the file, or any of its parts
     * @throws IllegalArgumentException naming the file that is missing or broken
     */
    public static GgufParts open(Path path) {
        List<GgufFile> opened = new ArrayList<>();
        try {
            for (Path part : parts(path)) {
                opened.add(GgufFile.open(part));
            }
            return new GgufParts(opened);
        } catch (RuntimeException e) {
            opened.forEach(GgufFile::close);
            throw e;
        }
    }

    private static List<Path> parts(Path path) {
        Matcher name = PART.matcher(path.getFileName().toString());
        int count = name.matches() ? Integer.parseInt(name.group(3)) : 1;
        if (count == 1) {
            return List.of(path);
        }
        if (count > MAX_PARTS) {
            throw new IllegalArgumentException(path + ": there must be at most " + MAX_PARTS + " parts, got " + count);
        }
        List<Path> parts = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            parts.add(path.resolveSibling(String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", name.group(1), i, count)));
        }
        return parts;
    }

    /** The first file. */
    public Path path() {
        return files.get(0).path();
    }

    /** What the first file says beside the tensors. */
    public GgufMetadata metadata() {
        return files.get(0).metadata();
    }

    /** The tensors of all parts by name. */
    public Map<String, GgufTensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /**
     * Reads a tensor's numbers in row-major order.
     *
     * @param name of a tensor
     * @param sink receives them
     * @throws IllegalArgumentException if there is no such tensor
     */
    public void read(String name, GgufFile.Sink sink) {
        GgufFile file = fileOf.get(name);
        GgufTensor tensor = tensors.get(name);
        if (file == null || tensor == null) {
            throw new IllegalArgumentException(path() + ": no tensor is called " + name);
        }
        file.read(tensor, sink);
    }

    @Override
    public void close() {
        files.forEach(GgufFile::close);
    }
}
