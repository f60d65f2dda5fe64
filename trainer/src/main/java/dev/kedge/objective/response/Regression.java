package dev.kedge.objective.response;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.RowMean;
import dev.kedge.tensor.MaskedReduction;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The log-ratio of a completion fitted to its advantage: {@code −(β·X − A)²} for each sequence, {@code X = Σ_t log
 * π_θ/π_against}, its tokens sharing it alike, so that with aggregation {@code sequence-sum} {@code g = 2β·(A − β·X)}.
 * A is the mean over the tokens. Conditions make no difference.
 *
 * <p>Against the reference policy, and with A from the optimal value, it is A*-PO, arXiv:2505.20686. Against the old
 * policy and halved it is policy mirror descent.
 */
public final class Regression implements Response {

    /** The policy that X is a log-ratio to. */
    public enum Against {
        /** The frozen reference policy. */
        REFERENCE,
        /** The old policy, or whatever the anchor puts in its place. */
        OLD
    }

    /**
     * The scale of the log-ratio.
     *
     * @param beta β, above 0
     * @param against whose log-ratio
     */
    public record Config(double beta, Against against) {

        /** A thousandth: the sum over a completion of a thousand tokens is then of the order of a reward. */
        public static final Config DEFAULT = new Config(1e-3, Against.REFERENCE);

        /** Checks the range. */
        public Config {
            if (!(beta > 0) || Double.isInfinite(beta)) {
                throw new SettingException("beta", "must be > 0 and finite, got " + beta);
            }
        }
    }

    private final Config config;

    /**
     * A response.
     *
     * @param config the scale
     */
    public Regression(Config config) {
        this.config = config;
    }

    @Override
    public Set<Quantity> needs() {
        return config.against() == Against.REFERENCE ? Set.of(Quantity.REFERENCE_LOGPROBS) : Set.of();
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        ObjectiveInputs inputs = terms.inputs();
        Tensor x = config.against() == Against.OLD
                ? inputs.tokenLogRatio()
                : terms.logprobs().sub(inputs.get(Quantity.REFERENCE_LOGPROBS));
        Tensor sum = MaskedReduction.rowSum(x, inputs.mask());
        Tensor advantage = RowMean.over(terms.advantages(), inputs.mask());
        Tensor square = sum.mul(new Scalar(config.beta())).sub(advantage).square();
        return square.div(RowMean.lengths(x, inputs.mask())).neg().expand_as(x);
    }

    @Override
    public boolean heedsCondition() {
        return false;
    }

    @Override
    public boolean looksAtSequence() {
        return true;
    }
}
