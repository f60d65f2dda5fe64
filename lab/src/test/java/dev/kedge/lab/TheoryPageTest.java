package dev.kedge.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.documentation.MarkdownTable;
import dev.kedge.documentation.Page;
import dev.kedge.lab.Study.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables and figures of docs/theory.md are what the commands beside them give. */
class TheoryPageTest {

    private static final Page PAGE = Page.at("docs/theory.md");
    private static final Path IMAGES = PAGE.file().resolveSibling("images");
    private static final Pattern IMAGE = Pattern.compile("\\(images/([a-z0-9-]+)\\.svg\\)");

    @Test
    void everyTableAndFigureIsWhatTheStudiesGive() throws IOException {
        List<Study> studies = List.of(BoundsStudy.run(), EstimatorStudy.run(), DynamicsStudy.run());
        for (Study study : studies) {
            for (Table table : study.tables()) {
                MarkdownTable markdown = new MarkdownTable(table.headings().toArray(String[]::new));
                table.rows().forEach(row -> markdown.row(row.toArray(String[]::new)));
                PAGE.holds(table.name(), "\n" + table.title() + ":\n\n" + markdown + "\n");
            }
        }
        List<String> shown = images();
        assertThat(shown).isNotEmpty();
        for (Study study : studies) {
            for (Drawing figure : study.figures()) {
                if (shown.remove(figure.name())) {
                    holds(IMAGES.resolve(figure.name() + ".svg"), figure.svg());
                }
            }
        }
        assertThat(shown).as("images on the page that no study draws").isEmpty();
    }

    private static List<String> images() {
        List<String> names = new ArrayList<>();
        Matcher matcher = IMAGE.matcher(PAGE.text());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static void holds(Path file, String expected) throws IOException {
        if (System.getProperty("kedge.docs", "").equals("rewrite")) {
            Files.createDirectories(IMAGES);
            Files.writeString(file, expected);
        }
        assertThat(file).as("mvn … -Dkedge.docs=rewrite puts it right").hasContent(expected);
    }
}
