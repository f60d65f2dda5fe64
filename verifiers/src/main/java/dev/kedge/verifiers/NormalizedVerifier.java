package dev.kedge.verifiers;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;

/**
 * A verifier of what follows the reasoning as text, where case, white space, ASCII punctuation and articles do not
 * count. A reference that is a JSON list of strings allows each of them.
 *
 * <p>open-instruct's PuzzleMatcherVerifier, but for an answer without any word, which is unparsable here.
 */
public final class NormalizedVerifier implements Verifier {

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        String answer = NormalizedText.answerOf(completion);
        if (answer.isEmpty()) {
            return Verdict.unparsable("the answer has no words");
        }
        return NormalizedText.references(prompt.answer()).contains(answer)
                ? Verdict.correct(answer)
                : Verdict.wrong(answer, "not the reference");
    }
}
