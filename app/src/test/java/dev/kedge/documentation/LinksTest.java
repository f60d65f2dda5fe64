package dev.kedge.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of the documentation to a file of the repository leads somewhere. */
class LinksTest {

    /** {@code [text](target)}; what follows a # names a place on the page. */
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    @Test
    void noLinkLeadsNowhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            for (String target : targets(Files.readString(page))) {
                links++;
                if (!Files.exists(page.resolveSibling(target))) {
                    broken.add(page.normalize() + " -> " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(20);
    }

    @Test
    void onlyLinksToFilesAreLookedAt() {
        assertThat(targets("[a](b/c.md) [d](e.md#f) [g](https://h) [i](#j)")).containsExactly("b/c.md", "e.md");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(Page.ROOT);
                Stream<Path> docs = Files.walk(Page.ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> targets(String text) {
        Matcher links = LINK.matcher(text);
        List<String> targets = new ArrayList<>();
        while (links.find()) {
            if (!links.group(1).contains("://")) {
                targets.add(links.group(1));
            }
        }
        return targets;
    }
}
