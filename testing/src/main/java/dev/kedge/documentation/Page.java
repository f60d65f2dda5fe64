package dev.kedge.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of the documentation, parts of which are written by the program.
 *
 * <p>Such a part stands between {@code <!-- generated: name -->} and {@code <!-- end: name -->}. A test that finds
 * another text there fails and shows the right one; with {@code -Dkedge.docs=rewrite} it puts the right one in its
 * place.
 *
 * @param file the Markdown file
 */
public record Page(Path file) {

    /** The repository's root: tests run in the module's folder, one below. */
    public static final Path ROOT = Path.of("..");

    /**
     * A page by its place in the repository.
     *
     * @param path for example {@code docs/algorithms.md}
     */
    public static Page at(String path) {
        return new Page(ROOT.resolve(path));
    }

    /** The whole text. */
    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError("page is missing: " + file, e);
        }
    }

    /** What stands in a generated part. */
    public String part(String name) {
        String text = text();
        return text.substring(start(text, name), end(text, name));
    }

    /** Checks a generated part, or rewrites it. */
    public void holds(String name, String expected) throws IOException {
        String text = text();
        if (System.getProperty("kedge.docs", "").equals("rewrite")) {
            Files.writeString(file, text.substring(0, start(text, name)) + expected + text.substring(end(text, name)));
        }
        assertThat(part(name))
                .as("%s, part %s; mvn … -Dkedge.docs=rewrite puts it right", file, name)
                .isEqualTo(expected);
    }

    private int start(String text, String name) {
        return after(text, "<!-- generated: " + name + " -->\n");
    }

    private int end(String text, String name) {
        String mark = "<!-- end: " + name + " -->\n";
        return after(text, mark) - mark.length();
    }

    private int after(String text, String mark) {
        int start = text.indexOf(mark);
        assertThat(start).as("%s must have the line %s", file, mark.strip()).isNotNegative();
        return start + mark.length();
    }
}
