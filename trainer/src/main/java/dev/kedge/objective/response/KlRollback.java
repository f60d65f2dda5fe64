package dev.kedge.objective.response;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.Quantity;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A pull back through the whole distribution: {@code w·A − coefficient·KL(π_old(·|s) ‖ π_θ(·|s))} where the condition
 * acts, so that the gradient there is {@code w·A·∇log π_θ(a) − coefficient·∇KL}. Truly PPO, Wang et al. 2019,
 * arXiv:1903.07940, eq. 13.
 */
public final class KlRollback implements Response {

    /**
     * The strength of the pull.
     *
     * @param coefficient above 0
     */
    public record Config(double coefficient) {

        /** The published coefficient for MuJoCo; 20 for Atari, whose actions are discrete. */
        public static final Config DEFAULT = new Config(5);

        /** Checks the range. */
        public Config {
            if (!(coefficient > 0) || Double.isInfinite(coefficient)) {
                throw new SettingException("coefficient", "must be > 0 and finite, got " + coefficient);
            }
        }
    }

    private final double coefficient;

    /**
     * A response.
     *
     * @param config how strong
     */
    public KlRollback(Config config) {
        this.coefficient = config.coefficient();
    }

    @Override
    public Set<Quantity> needs() {
        return Set.of(Quantity.EXACT_KL);
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor pull = terms.inputs().get(Quantity.EXACT_KL).mul(new Scalar(coefficient));
        return terms.unclipped().sub(pull.masked_fill(terms.acts().logical_not(), new Scalar(0.0)));
    }
}
