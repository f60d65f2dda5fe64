package dev.kedge.verifiers;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;

/**
 * A verifier that rewards the format {@code <think>…</think>…}: the completion begins with {@code <think>}, has no
 * second one, and a {@code </think>} follows. What the answer says does not count. TRL's {@code think_format_reward}.
 */
public final class ThinkFormatVerifier implements Verifier {

    private static final String START = "<think>";
    private static final String END = "</think>";

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        if (!completion.startsWith(START)) {
            return Verdict.wrong("", "does not begin with " + START);
        }
        if (completion.indexOf(START, 1) >= 0) {
            return Verdict.wrong("", "a second " + START);
        }
        return completion.contains(END) ? Verdict.correct("") : Verdict.wrong("", "no " + END);
    }
}
