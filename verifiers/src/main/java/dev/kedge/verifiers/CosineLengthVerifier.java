package dev.kedge.verifiers;

import dev.kedge.api.CallBounds;
import dev.kedge.api.Choice;
import dev.kedge.api.Chosen;
import dev.kedge.api.Completion;
import dev.kedge.api.Formerly;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.util.List;
import java.util.function.Function;

/**
 * Another verifier's verdict scaled by length along half a cosine: with {@code c = cos(π·min(L, maxLength) /
 * maxLength)}, which goes from 1 to -1, a right answer is paid {@code minCorrect + (maxCorrect - minCorrect)·(1 +
 * c)/2}, a wrong or unparsable one {@code maxWrong + (minWrong - maxWrong)·(1 + c)/2}. A short right answer is worth
 * the most, a short wrong one the least.
 *
 * <p>Yeo et al. 2025, "Demystifying Long Chain-of-Thought Reasoning in LLMs", arXiv:2502.03373, as in TRL's
 * {@code get_cosine_scaled_reward}. There a completion beyond {@code max_length} is not expected either; here it is
 * paid as one of that length. A timeout or an error of the other verifier stays what it is.
 */
final class CosineLengthVerifier implements Verifier {

    private final Config config;
    private final Verifier judge;

    CosineLengthVerifier(Config config, Function<Chosen<Verifier>, Verifier> others) {
        this.config = config;
        this.judge = SettingException.within("of", () -> others.apply(config.of()));
    }

    /**
     * The judge and the scale.
     *
     * @param of says whether the answer is right
     * @param maxLength the length at which the scale ends, at least 1
     * @param minCorrect a right answer of that length
     * @param maxCorrect a right answer of length 0, at least minCorrect
     * @param minWrong a wrong answer of length 0
     * @param maxWrong a wrong answer of the longest length, at least minWrong
     * @param unit what lengths are counted in
     */
    record Config(
            Choice<Verifier> of,
            @Formerly("longest") int maxLength,
            double minCorrect,
            double maxCorrect,
            double minWrong,
            double maxWrong,
            LengthUnit unit) {

        /** The task's verifier; TRL's and the paper's scale. */
        static final Config DEFAULT =
                new Config(Choice.of(TaskVerifier.KIND), 1_000, 0.5, 1.0, -1.0, -0.5, LengthUnit.TOKENS);

        Config {
            if (maxLength < 1) {
                throw new SettingException("maxLength", "must be >= 1, got " + maxLength);
            }
            checkOrder("maxCorrect", minCorrect, maxCorrect);
            checkOrder("maxWrong", minWrong, maxWrong);
        }

        private static void checkOrder(String name, double min, double max) {
            if (!(Double.isFinite(min) && Double.isFinite(max) && min <= max)) {
                throw new SettingException(
                        name, "must be finite and at least its min, got " + max + " with min " + min);
            }
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        return verify(prompt, Completion.ofText(completion));
    }

    @Override
    public Verdict verify(Prompt prompt, Completion completion) {
        Verdict verdict = judge.verify(prompt, completion);
        if (verdict.outcome().isFailure()) {
            return verdict;
        }
        int length = config.unit().pieces(completion).size();
        double progress = Math.min(1, (double) length / config.maxLength());
        double falling = (1 + Math.cos(Math.PI * progress)) / 2;
        double reward = verdict.isCorrect()
                ? config.minCorrect() + (config.maxCorrect() - config.minCorrect()) * falling
                : config.maxWrong() + (config.minWrong() - config.maxWrong()) * falling;
        return new Verdict(verdict.outcome(), reward, verdict.extracted(), verdict.reason() + ", length " + length);
    }

    @Override
    public List<Integer> alike(Prompt prompt, List<String> answers) {
        return judge.alike(prompt, answers);
    }

    @Override
    public boolean runsCompletion(Prompt prompt) {
        return judge.runsCompletion(prompt);
    }

    @Override
    public CallBounds callBounds() {
        return judge.callBounds();
    }

    @Override
    public void close() {
        judge.close();
    }
}
