package dev.kedge.model.hub;

import dev.kedge.config.FrontMatter;
import dev.kedge.gguf.GgufFile;
import dev.kedge.gguf.GgufParts;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The licence of a model as its own folder states it: the keys {@code license}, {@code license_name} and
 * {@code license_link} of a model card.
 *
 * @param keys in the order of the card; empty if the folder states none
 */
record License(Map<String, Object> keys) {

    private static final String LICENSE = "license";
    private static final List<String> KEYS = List.of(LICENSE, "license_name", "license_link");
    private static final List<String> FILES = List.of("LICENSE", "LICENSE.txt", "LICENSE.md");

    License {
        keys = Map.copyOf(keys);
    }

    /**
     * Looks for it in the front matter of README.md, then in the file of the licence itself, of which three are known
     * by their words; of a GGUF file in its metadata.
     *
     * @param base a model's folder, or a GGUF file
     */
    static License of(Path base) {
        if (GgufFile.isOne(base)) {
            try (GgufParts parts = GgufParts.open(base)) {
                return new License(parts.metadata()
                        .text("general.license")
                        .<Map<String, Object>>map(name -> Map.of(LICENSE, name.toLowerCase(Locale.ROOT)))
                        .orElse(Map.of()));
            }
        }
        Map<String, Object> card =
                text(base.resolve(ModelCard.FILE)).map(License::frontMatter).orElse(Map.of());
        if (card.containsKey(LICENSE)) {
            return new License(card);
        }
        return FILES.stream()
                .map(name -> text(base.resolve(name)))
                .flatMap(Optional::stream)
                .findFirst()
                .map(License::named)
                .orElse(new License(Map.of()));
    }

    /** What the hub calls a licence, by words that only it has. */
    private static License named(String text) {
        String words = text.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        if (words.contains("apache license") && words.contains("version 2.0")) {
            return new License(Map.of(LICENSE, "apache-2.0"));
        }
        if (words.contains("permission is hereby granted, free of charge, to any person obtaining a copy")) {
            return new License(Map.of(LICENSE, "mit"));
        }
        if (words.contains("gnu general public license") && words.contains("version 3")) {
            return new License(Map.of(LICENSE, "gpl-3.0"));
        }
        return new License(Map.of(LICENSE, "other"));
    }

    private static Optional<String> text(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file));
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Those of the keys that are texts, or lists of texts. */
    private static Map<String, Object> frontMatter(String card) {
        Map<?, ?> values = FrontMatter.of(card);
        Map<String, Object> found = new LinkedHashMap<>();
        for (String key : KEYS) {
            Object value = values.get(key);
            if (value instanceof String || (value instanceof List<?> list && isTexts(list))) {
                found.put(key, value);
            }
        }
        return found;
    }

    private static boolean isTexts(List<?> list) {
        return !list.isEmpty() && list.stream().allMatch(String.class::isInstance);
    }
}
