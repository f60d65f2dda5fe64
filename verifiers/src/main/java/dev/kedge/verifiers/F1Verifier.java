package dev.kedge.verifiers;

import dev.kedge.api.AnswerGroups;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reward for the overlap of the answer's words with the reference's: {@code F1 = 2·P·R / (P + R)} with P = common
 * words / words of the answer and R = common words / words of the reference, a word counted as often as it stands in
 * both.
 *
 * <p>Words are those of {@link NormalizedText}. With several references (a JSON list of strings, or a list column of
 * the data set) the best counts. The answer is right from {@code threshold} on. open-instruct's F1Verifier.
 */
public final class F1Verifier implements Verifier {

    private final Config config;

    public F1Verifier(Config config) {
        this.config = config;
    }

    /**
     * The F1 that counts as right.
     *
     * @param threshold an answer is right if its F1 is at least this, in (0, 1]; the reward is F1 either way
     */
    public record Config(double threshold) {

        public static final Config DEFAULT = new Config(1.0);

        public Config {
            if (!(threshold > 0 && threshold <= 1)) {
                throw new SettingException("threshold", "must be in (0, 1], got " + threshold);
            }
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        String answer = NormalizedText.answerOf(completion);
        if (answer.isEmpty()) {
            return Verdict.unparsable("the answer has no words");
        }
        double best = RightAnswers.of(prompt).stream()
                .mapToDouble(reference -> f1(words(answer), words(NormalizedText.of(reference))))
                .max()
                .orElseThrow();
        Outcome outcome = best >= config.threshold() ? Outcome.CORRECT : Outcome.WRONG;
        return new Verdict(outcome, best, answer, "F1 " + best);
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        return RightAnswers.of(prompt).stream().map(NormalizedText::of).allMatch(String::isEmpty)
                ? Optional.of("it has no words")
                : Optional.empty();
    }

    private static List<String> words(String normalized) {
        return normalized.isEmpty() ? List.of() : List.of(normalized.split(" "));
    }

    private static double f1(List<String> answer, List<String> reference) {
        Map<String, Integer> left = new HashMap<>();
        reference.forEach(word -> left.merge(word, 1, Integer::sum));
        int common = 0;
        for (String word : answer) {
            if (left.merge(word, -1, Integer::sum) >= 0) {
                common++;
            }
        }
        if (common == 0) {
            return 0;
        }
        double precision = (double) common / answer.size();
        double recall = (double) common / reference.size();
        return 2 * precision * recall / (precision + recall);
    }

    @Override
    public List<Integer> alike(Prompt prompt, List<String> answers) {
        return AnswerGroups.by(answers, (one, other) -> f1(words(other), words(one)) >= config.threshold());
    }
}
