package dev.kedge.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The folder of golden fixtures: {@code -Dkedge.fixtures=DIR}, relative to the repository's root, or
 * {@code testing/fixtures}.
 */
public final class Fixtures {

    private Fixtures() {}

    /** A file or folder of the fixtures; one that is missing fails the test that asks for it. */
    public static Path path(String relative) {
        Path found = root().resolve(relative);
        if (!Files.exists(found)) {
            throw new AssertionError("fixture is missing: " + found);
        }
        return found;
    }

    /** A JSON file of the fixtures. */
    public static JsonNode json(String relative) {
        return new ObjectMapper().readTree(path(relative));
    }

    /**
     * A JSON file of the given folder if that has such a subfolder at all, else of the copy in
     * {@code testing/fixtures}.
     */
    public static JsonNode jsonOrCopy(String folder, String file) {
        Path given = root().resolve(folder);
        Path chosen = Files.isDirectory(given) ? given : copy().resolve(folder);
        return new ObjectMapper().readTree(chosen.resolve(file));
    }

    /** Tests run in the module's folder; a relative path is meant from the repository's root, one above. */
    private static Path root() {
        String given = System.getProperty("kedge.fixtures", "");
        return given.isEmpty() ? copy() : Path.of("..").resolve(given);
    }

    private static Path copy() {
        return Path.of("..", "testing", "fixtures");
    }
}
