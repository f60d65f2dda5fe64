package dev.kedge.task;

import dev.kedge.api.SettingException;
import java.util.random.RandomGenerator;

/**
 * A writer of demonstrations with a systematic misconception and with random slips.
 *
 * <p>The misconception is the family's own (carries forgotten, × taken for +, brackets left out) and is what a model
 * trained on many demonstrations will do most of the time; what it does now and then, the right thing, is what
 * reinforcement learning can then amplify. A slip is a random wrong digit.
 */
public final class Teacher {

    private Teacher() {}

    /**
     * The rates at which a teacher errs.
     *
     * @param misconception probability of applying the misconception where it applies, in [0, 1]
     * @param slip probability of a wrong digit at each place where the family can slip, in [0, 1)
     */
    public record Config(double misconception, double slip) {

        /** A teacher that is always right. */
        public static final Config FLAWLESS = new Config(0, 0);

        public Config {
            if (!(misconception >= 0 && misconception <= 1)) {
                throw new SettingException("misconception", "must be in [0, 1], got " + misconception);
            }
            if (!(slip >= 0 && slip < 1)) {
                throw new SettingException("slip", "must be in [0, 1), got " + slip);
            }
        }
    }

    /** The chances of one demonstration, drawn in the order the solution is written. */
    static final class Attempt {
        private final Config config;
        private final RandomGenerator random;

        Attempt(Config config, RandomGenerator random) {
            this.config = config;
            this.random = random;
        }

        /**
         * Whether the misconception strikes now. Draws anew at each call.
         *
         * @return true with the configured probability
         */
        boolean isMistaken() {
            return random.nextDouble() < config.misconception();
        }

        /**
         * A value as the teacher writes it: itself, or by a slip one of the other values below the base.
         *
         * @param value in [0, base)
         * @param base number of possible values, at least 2
         * @return a value in [0, base)
         */
        int written(int value, int base) {
            if (random.nextDouble() >= config.slip()) {
                return value;
            }
            return (value + 1 + random.nextInt(base - 1)) % base;
        }
    }
}
