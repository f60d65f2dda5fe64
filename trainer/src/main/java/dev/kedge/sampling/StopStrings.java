package dev.kedge.sampling;

import dev.kedge.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The strings that end a completion, looked for in the text of its last tokens after every token. */
final class StopStrings {

    /** A token is a byte at least, but for a few that are decoded to nothing. */
    private static final int SPARE_TOKENS = 16;

    private final List<String> strings;
    private final Tokenizer tokenizer;
    private final int window;

    StopStrings(List<String> strings, Tokenizer tokenizer) {
        this.strings = strings;
        this.tokenizer = tokenizer;
        this.window = SPARE_TOKENS
                + strings.stream()
                        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .max()
                        .orElse(0);
    }

    /** Whether the last of some tokens completed one of the strings, or the tokens hold one anywhere near the end. */
    boolean end(int[] tokens) {
        String text = tokenizer.decode(Arrays.copyOfRange(tokens, Math.max(0, tokens.length - window), tokens.length));
        return strings.stream().anyMatch(text::contains);
    }
}
