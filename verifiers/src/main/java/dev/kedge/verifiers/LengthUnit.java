package dev.kedge.verifiers;

import dev.kedge.api.Attempt;
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
     * @param attempt the completion
     * @return its tokens, words or characters in order
     * @throws IllegalArgumentException if tokens are asked for and only the text is known
     */
    public List<?> pieces(Attempt attempt) {
        if (this == TOKENS) {
            if (!attempt.hasTokens()) {
                throw new SettingException(
                        "unit", "must be words or characters where only the text of a completion is known, got tokens");
            }
            return Arrays.stream(attempt.tokens()).boxed().toList();
        }
        if (this == CHARACTERS) {
            return attempt.text().codePoints().boxed().toList();
        }
        String stripped = attempt.text().strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }
}
