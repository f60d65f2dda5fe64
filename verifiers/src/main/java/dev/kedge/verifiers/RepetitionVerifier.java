package dev.kedge.verifiers;

import dev.kedge.api.Completion;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A punishment for repetition: {@code (1 - different n-grams / n-grams)·maxPenalty}; 0 for a completion shorter than n.
 *
 * <p>Yeo et al. 2025, arXiv:2502.03373, as in TRL's {@code get_repetition_penalty_reward}. Meant as a part of a
 * {@code sum}. By itself a completion that is not punished counts as right.
 */
public final class RepetitionVerifier implements Verifier {

    private final Config config;

    public RepetitionVerifier(Config config) {
        this.config = config;
    }

    /**
     * The pieces that may repeat, and the cost of repeating them.
     *
     * @param ngramSize how many pieces in a row, at least 1
     * @param maxPenalty what endless repetition tends to, finite, at most 0
     * @param unit what a piece is
     */
    public record Config(int ngramSize, double maxPenalty, LengthUnit unit) {

        /** TRL's: three tokens, -1. */
        public static final Config DEFAULT = new Config(3, -1.0, LengthUnit.TOKENS);

        public Config {
            if (ngramSize < 1) {
                throw new SettingException("ngramSize", "must be >= 1, got " + ngramSize);
            }
            if (!(Double.isFinite(maxPenalty) && maxPenalty <= 0)) {
                throw new SettingException("maxPenalty", "must be finite and <= 0, got " + maxPenalty);
            }
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        return verify(prompt, Completion.ofText(completion));
    }

    @Override
    public Verdict verify(Prompt prompt, Completion completion) {
        List<?> pieces = config.unit().pieces(completion);
        int total = pieces.size() - config.ngramSize() + 1;
        if (total < 1) {
            return new Verdict(Outcome.CORRECT, 0, "", "shorter than " + config.ngramSize());
        }
        Set<List<?>> different = new HashSet<>();
        for (int start = 0; start < total; start++) {
            different.add(pieces.subList(start, start + config.ngramSize()));
        }
        double repeated = 1 - (double) different.size() / total;
        double reward = repeated == 0 ? 0 : repeated * config.maxPenalty();
        return new Verdict(
                repeated == 0 ? Outcome.CORRECT : Outcome.WRONG,
                reward,
                "",
                different.size() + " of " + total + " n-grams are different");
    }
}
