package dev.kedge.jinja;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real templates with what Python makes of them: {@code chat_templates/} in the folder that the system property
 * {@code kedge.fixtures} names, or else beside the checkout. They are no part of the project.
 */
final class TemplateFixtures {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ZonedDateTime CLOCK = ZonedDateTime.of(2026, 3, 5, 14, 7, 9, 0, ZoneOffset.UTC);

    private TemplateFixtures() {}

    /**
     * One case.
     *
     * @param template name of the template
     * @param source its source
     * @param label which conversation in which variant
     * @param variables what the template sees
     * @param expected the output, if there is one
     * @param error the error, if there is one: {@code Type: message}
     */
    record Case(
            String template,
            String source,
            String label,
            Map<String, Object> variables,
            Optional<String> expected,
            Optional<String> error) {}

    /** The cases, read line by line. */
    static List<Case> cases() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder().resolve("cases.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> row(line, sources)).toList();
        }
    }

    private static Case row(String line, Map<String, String> sources) {
        JsonNode row = JSON.readTree(line);
        String template = row.get("template").asString();
        String variant = row.get("variant").asString();
        String source =
                template.equals("micro") ? variant : sources.computeIfAbsent(template, TemplateFixtures::source);
        Map<String, Object> variables = JSON.convertValue(row.get("ctx"), new TypeReference<Map<String, Object>>() {});
        variables.put("strftime_now", new StrftimeNow(() -> CLOCK));
        return new Case(
                template,
                source,
                row.get("conv").asString() + "/" + variant,
                variables,
                text(row.get("expected")),
                text(row.get("error")));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isNull() ? Optional.empty() : Optional.of(node.asString());
    }

    private static String source(String template) {
        try {
            return Files.readString(folder().resolve("templates").resolve(template + ".jinja"));
        } catch (IOException missing) {
            throw new AssertionError("fixture is missing", missing);
        }
    }

    /** Tests run in the module's folder; a relative path is meant from the repository's root, one above. */
    private static Path folder() {
        Path beside = Path.of("..", "..", "shared", "fixtures");
        String given = System.getProperty("kedge.fixtures", "");
        Path root = given.isEmpty() ? beside : Path.of("..").resolve(given);
        Path folder = (Files.isDirectory(root.resolve("chat_templates")) ? root : beside).resolve("chat_templates");
        if (!Files.isDirectory(folder)) {
            throw new AssertionError("fixture is missing: " + folder.toAbsolutePath());
        }
        return folder;
    }
}
