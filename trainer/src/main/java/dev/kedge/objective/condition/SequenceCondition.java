package dev.kedge.objective.condition;

import dev.kedge.api.SettingException;
import dev.kedge.api.Threshold;
import dev.kedge.objective.input.Gathering;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.TokenStatistic;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A condition on the whole sequence: a statistic of its tokens' own ratios, gathered over the sequence, is at most δ.
 * If it is not, every token of the sequence is violated; what is left of a token is 0.
 *
 * <p>With {@code kl1} and the mean it is the off-policy sequence mask of DeepSeek-V3.2, arXiv:2512.02556: sequences
 * with {@code A < 0} whose mean log-ratio fell below −δ. With {@code tv} the filter of VACO, arXiv:2603.01365: tokens
 * that would go further out. With the maximum, TRM, arXiv:2512.23075 (sign-agnostic). With {@code binary_kl} and the
 * mean, FlashREINFORCE (sign-agnostic).
 */
public final class SequenceCondition implements Condition {

    /**
     * The limit.
     *
     * @param delta δ, above 0
     */
    public record Config(@Threshold double delta) {

        /** Checks the range. */
        public Config {
            if (!(delta > 0) || Double.isInfinite(delta)) {
                throw new SettingException("delta", "must be > 0 and finite, got " + delta);
            }
        }
    }

    private final TokenStatistic statistic;
    private final Gathering over;
    private final Config config;

    /**
     * A condition on sequences.
     *
     * @param statistic what is gathered
     * @param over how token values are gathered
     * @param config the limit
     */
    public SequenceCondition(TokenStatistic statistic, Gathering over, Config config) {
        this.statistic = statistic;
        this.over = over;
        this.config = config;
    }

    @Override
    public boolean looksAtSequence() {
        return true;
    }

    @Override
    public Violation test(Tensor logRatio, ObjectiveInputs inputs) {
        Tensor x = inputs.tokenLogRatio().detach().to(ScalarType.Double);
        Tensor before = inputs.oldLogprobs().to(ScalarType.Double);
        Tensor gathered = over.of(statistic.of(x, before), inputs.mask());
        Tensor violated = gathered.gt(new Scalar(config.delta())).expand_as(x).logical_and(inputs.mask());
        // KL1 alone says which way the sequence went; the others leave it to each token.
        Tensor direction = statistic == TokenStatistic.KL1 ? gathered.neg().expand_as(x) : x;
        return Violation.constant(violated, direction, logRatio, 0);
    }
}
