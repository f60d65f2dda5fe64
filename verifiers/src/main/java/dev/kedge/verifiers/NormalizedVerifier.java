package dev.kedge.verifiers;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.util.List;
import java.util.Optional;

/**
 * A verifier of what follows the reasoning, or stands between {@code <answer>} and {@code </answer>}, as text, where
 * case, white space, ASCII punctuation and articles do not count. A reference that is a JSON list of strings, or a list
 * column of the data set, allows each of them.
 *
 * <p>Where a reference means something by its lines or marks ({@link NormalizedText}), these count. open-instruct's
 * PuzzleMatcherVerifier otherwise, but for an answer without any word, which is unparsable here.
 */
public final class NormalizedVerifier implements Verifier {

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        List<String> references = RightAnswers.of(prompt);
        String answer = FinalText.answer(completion);
        String words = NormalizedText.of(answer);
        String written = NormalizedText.written(answer);
        boolean marked = references.stream().anyMatch(NormalizedText::isMarked);
        String extracted = marked ? written : words;
        if (extracted.isEmpty()) {
            return Verdict.unparsable("the answer has no words");
        }
        boolean right = references.stream()
                .anyMatch(reference -> NormalizedText.isMarked(reference)
                        ? NormalizedText.written(reference).equals(written)
                        : NormalizedText.of(reference).equals(words));
        return right ? Verdict.correct(extracted) : Verdict.wrong(extracted, "not the reference");
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        return RightAnswers.of(prompt).stream().allMatch(String::isBlank)
                ? Optional.of("it has no text")
                : Optional.empty();
    }
}
