package dev.kedge.verifiers;

import dev.kedge.api.Completion;
import dev.kedge.api.Formerly;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;

/**
 * A smooth punishment for length before the limit: with L the length, 0 up to {@code max_length - buffer}, then
 * {@code (max_length - buffer - L) / buffer} down to -1 at {@code max_length}, and -1 beyond.
 *
 * <p>Soft overlong punishment of DAPO, Yu et al. 2025, arXiv:2503.14476, eq. 13. Meant as a part of a {@code sum}. By
 * itself a completion that is not punished counts as right.
 */
public final class SoftOverlongVerifier implements Verifier {

    private final Config config;

    public SoftOverlongVerifier(Config config) {
        this.config = config;
    }

    /**
     * The lengths at which the punishment begins and ends.
     *
     * @param maxLength the length from which the reward is -1, at least 1; DAPO's L_max
     * @param buffer over how long a stretch before it the reward falls, in [0, max_length]; DAPO's L_cache
     * @param unit what lengths are counted in
     */
    public record Config(@Formerly("longest") int maxLength, int buffer, LengthUnit unit) {

        /** DAPO's 16,384 tokens with a buffer of 4,096. */
        public static final Config DEFAULT = new Config(16_384, 4_096, LengthUnit.TOKENS);

        public Config {
            if (maxLength < 1) {
                throw new SettingException("maxLength", "must be >= 1, got " + maxLength);
            }
            if (buffer < 0 || buffer > maxLength) {
                throw new SettingException(
                        "buffer", "must be in [0, max_length], got " + buffer + " with max_length " + maxLength);
            }
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        return verify(prompt, Completion.ofText(completion));
    }

    @Override
    public Verdict verify(Prompt prompt, Completion completion) {
        int length = config.unit().pieces(completion).size();
        double reward = reward(length);
        return new Verdict(reward == 0 ? Outcome.CORRECT : Outcome.WRONG, reward, "", "length " + length);
    }

    private double reward(int length) {
        int free = config.maxLength() - config.buffer();
        if (length <= free) {
            return 0;
        }
        return length <= config.maxLength() ? (double) (free - length) / config.buffer() : -1;
    }
}
