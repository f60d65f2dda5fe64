package dev.kedge.model.hub;

import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The shapes of public models, as their config.json says them. */
public final class ModelShapes {

    private static final List<String> NAMES =
            List.of("qwen3-0.6b", "qwen3-1.7b", "qwen3-4b", "qwen2.5-0.5b", "qwen2.5-1.5b", "llama-3.2-1b");

    private ModelShapes() {}

    /**
     * A shape by name, or from a file.
     *
     * @param nameOrFile a known name, or a file like a model's config.json
     * @throws IllegalArgumentException if there is no such shape or file, or the model is not supported
     */
    public static DecoderConfig read(String nameOrFile) {
        if (NAMES.contains(nameOrFile)) {
            ConfigDocument document = bundled(nameOrFile);
            return Families.of(document).read(document);
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("a shape must be one of " + String.join(", ", NAMES)
                    + " or a file like a model's config.json, got " + nameOrFile);
        }
        ConfigDocument document = JsonFile.read(file);
        try {
            return Families.of(document).read(document);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static ConfigDocument bundled(String name) {
        try (InputStream stream = ModelShapes.class.getResourceAsStream("shapes/" + name + ".json")) {
            if (stream == null) {
                throw new IllegalStateException("the shape " + name + " is not in the jar");
            }
            return ConfigDocument.of(JsonMapper.shared().readValue(stream.readAllBytes(), new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the shape " + name, e);
        }
    }
}
