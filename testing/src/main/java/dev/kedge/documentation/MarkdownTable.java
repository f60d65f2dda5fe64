package dev.kedge.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown, row by row. */
public final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();

    /** A table without rows. */
    public MarkdownTable(String... headings) {
        row(headings);
        lines.add("|" + "---|".repeat(headings.length));
    }

    /** Adds a row. */
    public MarkdownTable row(String... cells) {
        lines.add(List.of(cells).stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |")));
        return this;
    }

    /** Code in a cell; nothing for nothing. */
    public static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
