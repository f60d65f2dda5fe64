package dev.kedge.train.recipe;

import dev.kedge.api.About;
import dev.kedge.api.Kind;
import dev.kedge.api.Require;
import dev.kedge.api.SettingException;
import java.util.List;

/**
 * The pools of a curriculum, by the share of right answers in a prompt's last group.
 *
 * @param hardUpTo a share up to this is hard
 * @param easyFrom a share from this on is easy
 * @param hardWeight the probability that a hard prompt is taken when its turn comes
 * @param easyWeight that of an easy one
 */
public record DifficultyPoolsConfig(double hardUpTo, double easyFrom, double hardWeight, double easyWeight) {

    /** All wrong or all right: one time in five. */
    public static final DifficultyPoolsConfig DEFAULT = new DifficultyPoolsConfig(0.0, 1.0, 0.2, 0.2);

    /** What {@code rollout.curriculum} can name, beside nothing. */
    static final List<Kind<?, DifficultyPoolsConfig>> KINDS = List.of(Kind.of(
            DifficultyPoolsConfig.class,
            "difficulty-pools",
            About.of("draws prompts less often that are too hard or too easy"),
            DEFAULT,
            config -> config));

    /** Checks the ranges. */
    public DifficultyPoolsConfig {
        if (!(hardUpTo >= 0 && hardUpTo < easyFrom && easyFrom <= 1)) {
            throw new SettingException(
                    "hardUpTo",
                    "must be 0 <= hard_up_to < easy_from <= 1, got " + hardUpTo + " with easy_from " + easyFrom);
        }
        Require.share("hardWeight", hardWeight);
        Require.share("easyWeight", easyWeight);
    }

    /**
     * How likely a prompt is taken.
     *
     * @param rate its share of right answers
     * @return a probability
     */
    public double weight(double rate) {
        return rate <= hardUpTo ? hardWeight : rate >= easyFrom ? easyWeight : 1;
    }
}
