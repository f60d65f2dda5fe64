package dev.kedge.math.internal.extract;

import java.util.List;
import java.util.Optional;

/** The answer of a completion that is a JSON object: the text or number of its member {@code "answer"}. */
final class JsonAnswer {

    private static final List<String> NAMES =
            List.of("\"final_answer\"", "\"answer\"", "\"Answer\"", "\"final answer\"");

    private JsonAnswer() {}

    /** The member's value; empty if the text is no object with such a member. */
    static Optional<String> in(String text) {
        String stripped = unfenced(text.strip());
        if (!stripped.startsWith("{") || !stripped.endsWith("}") || stripped.startsWith("{\\")) {
            return Optional.empty();
        }
        for (String name : NAMES) {
            int at = stripped.lastIndexOf(name);
            if (at >= 0) {
                int colon = Characters.skipSpaces(stripped, at + name.length());
                if (stripped.startsWith(":", colon)) {
                    return value(stripped, skipWhite(stripped, colon + 1));
                }
            }
        }
        return Optional.empty();
    }

    private static String unfenced(String text) {
        if (!text.startsWith("```") || !text.endsWith("```") || text.length() < 6) {
            return text;
        }
        int line = text.indexOf('\n');
        return line < 0 ? text : text.substring(line, text.length() - 3).strip();
    }

    private static int skipWhite(String text, int index) {
        int next = index;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next;
    }

    private static Optional<String> value(String text, int start) {
        if (!text.startsWith("\"", start)) {
            int end = start;
            while (end < text.length() && ",}\n".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            String bare = text.substring(start, end).strip();
            return bare.isEmpty() || "[{".indexOf(bare.charAt(0)) >= 0 ? Optional.empty() : Optional.of(bare);
        }
        StringBuilder value = new StringBuilder();
        for (int i = start + 1; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"') {
                return Optional.of(value.toString());
            }
            if (character == '\\' && i + 1 < text.length()) {
                char next = text.charAt(i + 1);
                if (next == '"' || next == '\\' || next == '/') {
                    value.append(next);
                    i++;
                    continue;
                }
                boolean command = i + 2 < text.length() && Character.isLetter(text.charAt(i + 2));
                if (next == 'n' && !command) {
                    value.append('\n');
                    i++;
                    continue;
                }
            }
            value.append(character);
        }
        return Optional.empty();
    }
}
