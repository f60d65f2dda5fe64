package dev.kedge.verifiers;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.math.Judgement;
import dev.kedge.math.MathJudge;
import java.util.List;
import java.util.Optional;

/**
 * A verifier of final answers as mathematics: {@code \frac{1}{2}}, {@code 0.5} and {@code 50\%} are the same, and so
 * are {@code x^2-1} and {@code (x-1)(x+1)}, {@code x>2} and {@code (2,\infty)}.
 *
 * <p>The reference may be the answer itself or a worked solution that marks it; a JSON list of strings, or a list
 * column of the data set, is a list of right answers. Who lists several answers where the reference has one has not
 * answered. See {@code docs/verifiers.md}.
 */
public final class MathVerifier implements Verifier {

    private final MathJudge judge;

    /**
     * A verifier of some settings.
     *
     * @param config how exactly decimals must agree
     */
    public MathVerifier(Config config) {
        judge = new MathJudge(config.decimals());
    }

    /**
     * The places in which decimals must agree.
     *
     * @param decimals places in which a number written with a decimal point must agree with what it rounds, 1 to 15
     */
    public record Config(int decimals) {

        /** Six places, as Math-Verify has it. */
        public static final Config DEFAULT = new Config(6);

        public Config {
            if (decimals < 1 || decimals > 15) {
                throw new SettingException("decimals", "must be 1 to 15, got " + decimals);
            }
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        List<String> references = RightAnswers.of(prompt);
        Judgement judgement = judge.judge(references.get(0), completion);
        for (int i = 1; i < references.size() && !judgement.isCorrect(); i++) {
            judgement = judge.judge(references.get(i), completion);
        }
        return switch (judgement.ruling()) {
            case RIGHT -> Verdict.correct(judgement.extracted());
            case WRONG -> Verdict.wrong(judgement.extracted(), judgement.reason());
            case UNREADABLE -> new Verdict(Outcome.UNPARSABLE, 0, judgement.extracted(), judgement.reason());
        };
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        List<String> references = RightAnswers.of(prompt);
        Optional<String> first = judge.unfit(references.get(0));
        boolean one = references.stream()
                .skip(1)
                .anyMatch(reference -> judge.unfit(reference).isEmpty());
        return one ? Optional.empty() : first;
    }

    @Override
    public List<Integer> alike(Prompt prompt, List<String> answers) {
        return judge.alike(answers);
    }
}
