package dev.kedge.verifiers;

import dev.kedge.api.Completion;
import dev.kedge.api.SettingException;
import java.util.Arrays;
import java.util.List;

/** The unit of a completion's length. */
public enum LengthUnit {
    /** Sampled tokens, the end token among them; an error where only the text is known. */
    TOKENS,
    /** What stands between white space. */
    WORDS,
    /** Unicode characters. */
    CHARACTERS;

    /**
     * The pieces of a completion, equal where they are the same.
     *
     * @param completion its text and its tokens
     * @return its tokens, words or characters in order
     * @throws IllegalArgumentException if tokens are asked for and only the text is known
     */
    public List<?> pieces(Completion completion) {
        if (this == TOKENS) {
            if (!completion.hasTokens()) {
                throw new SettingException(
                        "unit", "must be words or characters where only the text of a completion is known, got tokens");
            }
            return Arrays.stream(completion.tokens()).boxed().toList();
        }
        if (this == CHARACTERS) {
            return completion.text().codePoints().boxed().toList();
        }
        String stripped = completion.text().strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }
}
