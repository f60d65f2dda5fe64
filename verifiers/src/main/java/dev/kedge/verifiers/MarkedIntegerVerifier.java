package dev.kedge.verifiers;

import dev.kedge.api.AnswerGroups;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A verifier of the whole number after the only {@code #} of a completion: the strict verifier of the addition and
 * modular tasks.
 *
 * <p>The answer is digits and nothing else up to the end of the completion, at most 32 of them; zeros may stand before
 * it. The steps before the marker are not judged.
 */
public final class MarkedIntegerVerifier implements Verifier {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,32}");

    public MarkedIntegerVerifier() {}

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        Optional<String> marked = MarkedAnswer.in(completion, MarkedAnswer.SYNTHETIC_MARKER);
        if (marked.isEmpty()) {
            return Verdict.unparsable("not exactly one " + MarkedAnswer.SYNTHETIC_MARKER);
        }
        String answer = marked.get();
        if (!DIGITS.matcher(answer).matches()) {
            return Verdict.unparsable("after " + MarkedAnswer.SYNTHETIC_MARKER + " must stand 1 to 32 digits only");
        }
        return new BigInteger(answer).equals(new BigInteger(prompt.answer()))
                ? Verdict.correct(answer)
                : Verdict.wrong(answer, "not " + prompt.answer());
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        return DIGITS.matcher(prompt.answer()).matches()
                ? Optional.empty()
                : Optional.of("it is no whole number of 1 to 32 digits");
    }

    @Override
    public List<Integer> alike(Prompt prompt, List<String> answers) {
        return AnswerGroups.byText(answers.stream()
                .map(answer -> DIGITS.matcher(answer).matches() ? new BigInteger(answer).toString() : answer)
                .toList());
    }
}
