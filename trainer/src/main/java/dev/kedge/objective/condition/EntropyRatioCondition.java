package dev.kedge.objective.condition;

import dev.kedge.api.Threshold;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The entropy at the token's position stays within a factor of the old policy's: {@code 1 − ε_low < H(π_θ)/H(π_old) < 1
 * + ε_high}. Entropy ratio clipping, arXiv:2512.05591. Compared as a product, so that an old entropy of 0 needs no
 * division.
 *
 * <p>The entropy left its range whatever the sampled token did, so every update there goes further out: a violation
 * acts on tokens of either sign, as in the authors' code.
 */
public final class EntropyRatioCondition implements Condition {

    /**
     * The room on either side of 1.
     *
     * @param epsilonLow room below, above 0
     * @param epsilonHigh room above, above 0
     */
    public record Config(
            @Threshold double epsilonLow, @Threshold double epsilonHigh) {

        /** The published bounds. */
        public static final Config DEFAULT = new Config(0.05, 0.05);

        /** Checks the range. */
        public Config {
            if (!(epsilonLow > 0) || !(epsilonHigh > 0)) {
                throw new IllegalArgumentException(
                        "epsilon_low and epsilon_high must be > 0, got " + epsilonLow + " and " + epsilonHigh);
            }
        }
    }

    private final Config config;

    /**
     * A condition on the entropy.
     *
     * @param config the room
     */
    public EntropyRatioCondition(Config config) {
        this.config = config;
    }

    @Override
    public Set<Quantity> needs() {
        return Set.of(Quantity.ENTROPY, Quantity.OLD_ENTROPY);
    }

    @Override
    public Violation test(Tensor logRatio, ObjectiveInputs inputs) {
        Tensor entropy = inputs.get(Quantity.ENTROPY).detach().to(ScalarType.Double);
        Tensor old = inputs.get(Quantity.OLD_ENTROPY).to(ScalarType.Double);
        Tensor fell = entropy.lt(old.mul(new Scalar(1 - config.epsilonLow())));
        Tensor rose = entropy.gt(old.mul(new Scalar(1 + config.epsilonHigh())));
        return Violation.constant(fell.logical_or(rose), inputs.tokenAdvantages(), logRatio, 1);
    }
}
