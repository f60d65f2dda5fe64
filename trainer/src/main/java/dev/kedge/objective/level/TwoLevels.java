package dev.kedge.objective.level;

import dev.kedge.api.Choice;
import dev.kedge.api.Chosen;
import dev.kedge.api.SettingException;
import dev.kedge.objective.input.ObjectiveInputs;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * One ratio for the condition, another for the surrogate: the condition tests {@code tested}, and what is left of it
 * where it is violated is in its units; w is the ratio of {@code weighed}. Seq-MIS of prime-rl (pull request 3384)
 * tests the sequence's geometric mean and weighs with its product.
 */
public final class TwoLevels implements Level {

    /**
     * The two.
     *
     * @param tested what the condition looks at
     * @param weighed what the surrogate carries
     */
    public record Config(Choice<Level> tested, Choice<Level> weighed) {}

    private final Level tested;
    private final Level weighed;

    /**
     * A level of two.
     *
     * @param tested what the condition looks at
     * @param weighed what the surrogate carries
     */
    public TwoLevels(Level tested, Level weighed) {
        this.tested = tested;
        this.weighed = weighed;
    }

    /**
     * The level that a recipe describes.
     *
     * @param config the two
     * @param others makes a choice
     */
    public static Level of(Config config, Function<Chosen<Level>, Level> others) {
        return new TwoLevels(
                SettingException.within("tested", () -> others.apply(config.tested())),
                SettingException.within("weighed", () -> others.apply(config.weighed())));
    }

    @Override
    public Tensor logRatio(ObjectiveInputs inputs) {
        return tested.logRatio(inputs);
    }

    @Override
    public Ratios ratios(Tensor logRatio, Tensor clippedRatio, Tensor acts, ObjectiveInputs inputs) {
        return weighed.ratios(weighed.logRatio(inputs), clippedRatio, acts, inputs);
    }
}
