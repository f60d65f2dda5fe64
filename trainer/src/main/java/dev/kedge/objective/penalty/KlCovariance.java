package dev.kedge.objective.penalty;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code coefficient·|log w|} on the few tokens whose log-probability and advantage vary together most, because they
 * are what lowers entropy. KL-Cov, Cui et al. 2025, arXiv:2505.22617.
 */
public final class KlCovariance implements ProximalPenalty {

    /**
     * The share of tokens, and the strength of the pull.
     *
     * @param share of all tokens, at least one, in (0, 1]
     * @param coefficient above 0
     */
    public record Config(double share, double coefficient) {

        /** The published share and coefficient. */
        public static final Config DEFAULT = new Config(2e-4, 1);

        /** Checks the ranges. */
        public Config {
            if (!(share > 0 && share <= 1)) {
                throw new SettingException("share", "must be in (0, 1], got " + share);
            }
            if (!(coefficient > 0) || Double.isInfinite(coefficient)) {
                throw new SettingException("coefficient", "must be > 0 and finite, got " + coefficient);
            }
        }
    }

    private final Config config;

    /**
     * A penalty.
     *
     * @param config which tokens and how strong
     */
    public KlCovariance(Config config) {
        this.config = config;
    }

    @Override
    public Set<Quantity> needs() {
        return Set.of(Quantity.PENALIZED);
    }

    @Override
    public boolean adaptive() {
        return true;
    }

    @Override
    public Optional<double[][]> penalized(UpdateTokens tokens) {
        double[] covariances = tokens.covariances();
        double[] chosen = new double[covariances.length];
        IntStream.range(0, covariances.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -covariances[i]))
                .limit(Math.max(1, (int) (config.share() * covariances.length)))
                .forEach(i -> chosen[i] = 1);
        return Optional.of(tokens.shaped(chosen));
    }

    @Override
    public Tensor loss(ObjectiveInputs inputs) {
        Tensor size = inputs.tokenLogRatio().abs().mul(new Scalar(config.coefficient()));
        return size.mul(inputs.get(Quantity.PENALIZED));
    }
}
