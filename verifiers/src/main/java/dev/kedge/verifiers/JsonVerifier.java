package dev.kedge.verifiers;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import tools.jackson.core.JacksonException;

/**
 * A verifier of well-formed JSON, whatever it says: one value, without a key twice or anything after it. It is read
 * from the last fenced block, or from all that follows the reasoning.
 */
public final class JsonVerifier implements Verifier {

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        String text = JsonText.in(completion);
        if (text.isEmpty()) {
            return Verdict.unparsable("the answer is empty");
        }
        try {
            JsonText.read(text);
            return Verdict.correct(text);
        } catch (JacksonException malformed) {
            return Verdict.wrong(text, JsonText.reason(malformed));
        }
    }
}
