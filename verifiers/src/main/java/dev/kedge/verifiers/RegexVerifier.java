package dev.kedge.verifiers;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A verifier of the form of an answer: what follows the reasoning, without white space around it, must match a regular
 * expression.
 *
 * <p>Expressions are RE2's, which match in time linear in the length of the completion whatever they are; there are no
 * back-references and no look-around. An expression whose numbers ask for too much ({@code (a{1000}){1000}}) is
 * refused.
 */
public final class RegexVerifier implements Verifier {

    private static final int MAX_PATTERN = 2_000;
    private static final int MAX_REPEATED = 10_000;

    private final Config config;
    private final @Nullable Pattern fixed;

    /**
     * Compiles the expression.
     *
     * @param config the expression, and where it must match
     */
    public RegexVerifier(Config config) {
        this.config = config;
        this.fixed = config.pattern().map(RegexVerifier::compiled).orElse(null);
    }

    /**
     * The expression.
     *
     * @param pattern in RE2's syntax; absent: the prompt's answer is the expression
     * @param whole whether all of the answer must match, or only some part of it
     */
    public record Config(Optional<String> pattern, boolean whole) {

        public static final Config DEFAULT = new Config(Optional.empty(), true);

        public Config {
            pattern.ifPresent(RegexVerifier::compiled);
        }
    }

    /** What compiling takes is bounded first: a repetition of a repetition is written out. */
    private static Pattern compiled(String pattern) {
        if (pattern.length() > MAX_PATTERN) {
            throw new SettingException(
                    "pattern", "must have at most " + MAX_PATTERN + " characters, got " + pattern.length());
        }
        if (RepeatedSize.of(pattern) > MAX_REPEATED) {
            throw new SettingException(
                    "pattern", "must not ask for more than " + MAX_REPEATED + " repetitions in all, got " + pattern);
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException malformed) {
            throw new SettingException(
                    "pattern", "must be a regular expression of RE2, got " + pattern + ": " + malformed.getMessage());
        }
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        if (fixed != null) {
            return Optional.empty();
        }
        try {
            compiled(prompt.answer());
            return Optional.empty();
        } catch (SettingException refused) {
            return Optional.ofNullable(refused.getMessage());
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        Pattern pattern = fixed == null ? compiled(prompt.answer()) : fixed;
        String answer = FinalText.afterReasoning(completion).strip();
        boolean matches = config.whole()
                ? pattern.matcher(answer).matches()
                : pattern.matcher(answer).find();
        return matches ? Verdict.correct(answer) : Verdict.wrong(answer, "does not match " + pattern);
    }
}
