package dev.kedge.verifiers;

import dev.kedge.api.AnswerGroups;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A verifier of final answers letter by letter, after white space is made plain: none at the ends, one space anywhere
 * else. Of a prompt with a list column of right answers each is right.
 */
public final class ExactVerifier implements Verifier {

    private final Config config;

    /**
     * A verifier of some settings.
     *
     * @param config where the answer stands and how it is compared
     */
    public ExactVerifier(Config config) {
        this.config = config;
    }

    /**
     * The place of the answer and the way it is compared.
     *
     * @param marker the answer is what follows this text, which must occur exactly once; absent: the whole completion
     *     is the answer
     * @param ignoreCase whether A equals a
     */
    public record Config(Optional<String> marker, boolean ignoreCase) {

        /** The whole completion, case included. */
        public static final Config DEFAULT = new Config(Optional.empty(), false);

        public Config {
            if (marker.isPresent() && marker.get().isEmpty()) {
                throw new SettingException("marker", "must not be empty");
            }
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        Optional<String> answer = config.marker()
                .map(marker -> MarkedAnswer.in(completion, marker))
                .orElse(Optional.of(completion));
        if (answer.isEmpty()) {
            return Verdict.unparsable("not exactly one \"" + config.marker().orElse("") + "\"");
        }
        String extracted = plain(answer.get());
        if (extracted.isEmpty()) {
            return Verdict.unparsable("the answer is empty");
        }
        boolean right = folded(extracted).equals(folded(plain(prompt.answer())))
                || RightAnswers.listed(prompt).orElse(List.of()).stream()
                        .anyMatch(reference -> folded(extracted).equals(folded(plain(reference))));
        return right ? Verdict.correct(extracted) : Verdict.wrong(extracted, "not the reference");
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        return prompt.answer().isBlank() ? Optional.of("it has no text") : Optional.empty();
    }

    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private String folded(String text) {
        return config.ignoreCase() ? text.toLowerCase(Locale.ROOT) : text;
    }

    @Override
    public List<Integer> alike(Prompt prompt, List<String> answers) {
        return AnswerGroups.byText(answers.stream().map(this::folded).toList());
    }
}
