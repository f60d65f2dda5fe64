package dev.kedge.model.hub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of others as parts of Markdown that cannot be taken for more than text. */
public final class Markdown {

    private static final Pattern TICKS = Pattern.compile("`+");

    private Markdown() {}

    /**
     * Text within a line, as code; also in a table.
     *
     * @param text any text; white space becomes blanks
     */
    public static String code(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        String ticks = "`".repeat(longestTicks(line) + 1);
        String blank = line.startsWith("`") || line.endsWith("`") || line.isEmpty() ? " " : "";
        return ticks + blank + line.replace("|", "\\|") + blank + ticks;
    }

    /**
     * Text as a block of code.
     *
     * @param language that colours it, such as {@code yaml}
     * @param text any text
     * @return lines, the last with its end
     */
    public static String block(String language, String text) {
        String fence = "`".repeat(Math.max(3, longestTicks(text) + 1));
        return fence + language + "\n" + text + (text.endsWith("\n") ? "" : "\n") + fence + "\n";
    }

    private static int longestTicks(String text) {
        Matcher matcher = TICKS.matcher(text);
        int longest = 0;
        while (matcher.find()) {
            longest = Math.max(longest, matcher.end() - matcher.start());
        }
        return longest;
    }
}
