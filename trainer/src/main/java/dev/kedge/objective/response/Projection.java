package dev.kedge.objective.response;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.ProjectedLogprobs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.Quantity.Memory;
import dev.kedge.objective.level.Level;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * The policy projected into a trust region of whole distributions, in place of a clip: {@code log π_proj ∝ (log π_θ +
 * η·log π_old)/(1 + η)} with the least η ≥ 0 for which {@code KL(π_proj ‖ π_old) ≤ ε}, and {@code w·A} with {@code w =
 * π_proj(a|s)/π_old(a|s)}. Where π_θ is within, {@code g = w·A}; where it is not, the gradient is that of the
 * projection, η included, over all tokens of the vocabulary. Conditions make no difference.
 *
 * <p>After TROLL, arXiv:2510.03817, in the form of an implementation by others (GRIT); over the whole vocabulary, where
 * TROLL keeps the likeliest tokens. Divergence and ratio are from the old policy.
 */
public final class Projection implements Response {

    /**
     * The size of the trust region.
     *
     * @param epsilon ε in nats, above 0
     */
    public record Config(double epsilon) {

        /** As much as a token may have in {@code binary-kl}; the published number could not be checked. */
        public static final Config DEFAULT = new Config(0.05);

        /** Checks the range. */
        public Config {
            if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
                throw new SettingException("epsilon", "must be > 0 and finite, got " + epsilon);
            }
        }
    }

    private final Quantity projected;

    /**
     * A response.
     *
     * @param config how large the region is
     */
    public Projection(Config config) {
        ProjectedLogprobs projection = new ProjectedLogprobs(config.epsilon());
        this.projected = Quantity.ofDistributions("PROJECTED_LOGPROBS", Set.of(Memory.HIDDEN_STATES), projection::of);
    }

    @Override
    public Set<Quantity> needs() {
        return Set.of(projected);
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor x = terms.inputs().get(projected).sub(terms.inputs().oldLogprobs());
        return Level.bounded(x).exp().mul(terms.advantages());
    }

    @Override
    public boolean heedsCondition() {
        return false;
    }
}
