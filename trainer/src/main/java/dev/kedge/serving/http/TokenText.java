package dev.kedge.serving.http;

import dev.kedge.text.Tokenizer;

/** The text of single tokens, as it stands within a text. */
final class TokenText {

    private final Tokenizer tokenizer;

    TokenText(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * The text of a token, special tokens written out; U+FFFD for bytes that are no character by themselves. What the
     * second of two adds, since decoders take a blank off the beginning of a text.
     */
    String of(int token) {
        String once = tokenizer.decodeAll(new int[] {token});
        String twice = tokenizer.decodeAll(new int[] {token, token});
        return twice.length() > once.length() ? twice.substring(once.length()) : once;
    }
}
