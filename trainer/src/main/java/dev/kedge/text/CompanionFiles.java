package dev.kedge.text;

import dev.kedge.config.PointerFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a model directory beside weights and config.json: tokenizer, special tokens, chat templates, generation
 * settings. Kept byte for byte, so that a trained model is served as the one it came from.
 *
 * @param files by their path inside of the directory, with {@code /}
 */
record CompanionFiles(SortedMap<String, byte[]> files) {

    static final String TOKENIZER = "tokenizer.json";
    static final String TOKENIZER_CONFIG = "tokenizer_config.json";
    static final String SPECIAL_TOKENS = "special_tokens_map.json";
    static final String TEMPLATE = "chat_template.jinja";
    static final String TEMPLATE_JSON = "chat_template.json";
    static final String MORE_TEMPLATES = "additional_chat_templates";

    private static final List<String> NAMES = List.of(
            TOKENIZER,
            TOKENIZER_CONFIG,
            SPECIAL_TOKENS,
            TEMPLATE,
            TEMPLATE_JSON,
            "added_tokens.json",
            "generation_config.json",
            "merges.txt",
            "sentencepiece.bpe.model",
            "spiece.model",
            "tokenizer.model",
            "vocab.json",
            "vocab.txt");

    CompanionFiles {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    static CompanionFiles read(Path directory) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (String name : NAMES) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                byte[] bytes = Files.readAllBytes(file);
                PointerFile.refuse(file, bytes);
                files.put(name, bytes);
            }
        }
        Path more = directory.resolve(MORE_TEMPLATES);
        if (Files.isDirectory(more)) {
            try (Stream<Path> templates = Files.list(more)) {
                for (Path file : templates.sorted().toList()) {
                    if (file.toString().endsWith(".jinja")) {
                        files.put(MORE_TEMPLATES + "/" + file.getFileName(), Files.readAllBytes(file));
                    }
                }
            }
        }
        return new CompanionFiles(files);
    }

    void write(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().startsWith(MORE_TEMPLATES)) {
                Files.createDirectories(directory.resolve(MORE_TEMPLATES));
            }
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
    }

    Optional<byte[]> bytes(String name) {
        return Optional.ofNullable(files.get(name));
    }

    Optional<String> text(String name) {
        return bytes(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Templates beside the usual one, by name. */
    SortedMap<String, String> moreTemplates() {
        SortedMap<String, String> templates = new TreeMap<>();
        String prefix = MORE_TEMPLATES + "/";
        files.forEach((name, bytes) -> {
            if (name.startsWith(prefix)) {
                String base = name.substring(prefix.length(), name.length() - ".jinja".length());
                templates.put(base, new String(bytes, StandardCharsets.UTF_8));
            }
        });
        return templates;
    }
}
