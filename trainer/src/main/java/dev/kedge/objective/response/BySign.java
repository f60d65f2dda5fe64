package dev.kedge.objective.response;

import dev.kedge.api.Choice;
import dev.kedge.api.Chosen;
import dev.kedge.api.SettingException;
import dev.kedge.objective.input.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * One response for tokens with a positive advantage, another for the rest. UP-GRPO, arXiv:2607.06987, has
 * {@code log-probability} where A > 0, so that {@code g = A} without a bound, and PPO's {@code stop} elsewhere.
 */
public final class BySign implements Response {

    /**
     * The two.
     *
     * @param positive where {@code A > 0}
     * @param negative where {@code A ≤ 0}
     */
    public record Config(Choice<Response> positive, Choice<Response> negative) {}

    private final Response positive;
    private final Response negative;

    /**
     * A response of two.
     *
     * @param positive where {@code A > 0}
     * @param negative where {@code A ≤ 0}
     */
    public BySign(Response positive, Response negative) {
        this.positive = positive;
        this.negative = negative;
    }

    /**
     * The response that a recipe describes.
     *
     * @param config the two
     * @param others makes a choice
     */
    public static Response of(Config config, Function<Chosen<Response>, Response> others) {
        return new BySign(
                SettingException.within("positive", () -> others.apply(config.positive())),
                SettingException.within("negative", () -> others.apply(config.negative())));
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor raised = terms.advantages().gt(new Scalar(0.0));
        return positive.surrogate(terms).where(raised, negative.surrogate(terms));
    }

    @Override
    public Set<Quantity> needs() {
        List<Quantity> all = new ArrayList<>(positive.needs());
        all.addAll(negative.needs());
        return Quantity.ordered(all);
    }

    @Override
    public boolean heedsCondition() {
        return positive.heedsCondition() || negative.heedsCondition();
    }

    @Override
    public boolean looksAtSequence() {
        return positive.looksAtSequence() || negative.looksAtSequence();
    }

    @Override
    public boolean looksAtPolicy() {
        return positive.looksAtPolicy() || negative.looksAtPolicy();
    }

    @Override
    public boolean needsWholeGroups() {
        return positive.needsWholeGroups() || negative.needsWholeGroups();
    }
}
