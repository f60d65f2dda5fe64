package dev.kedge.objective.advantage;

import dev.kedge.api.SettingException;
import dev.kedge.checkpoint.Checkpointed;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pull towards a frozen reference policy by way of the reward: every token costs {@code β·k}, an estimate of
 * {@code KL(π ‖ π_ref)} from {@code d = log π − log π_ref} of the token, under the policy that sampled it.
 *
 * <p>No gradient passes through k; the score function carries it, so that on-policy k1 has the very gradient of the
 * divergence, which it has not as a part of the loss. An estimator that gives each rollout one number takes the sum
 * over the tokens from the reward; one that works with returns takes from each token what is still to come.
 */
public final class RewardPenalty implements Checkpointed {

    private static final String COEFFICIENT = "coefficient";

    /** Most that the coefficient may change by in a step, relatively, per rollout and horizon. */
    private static final double MAX_ERROR = 0.2;

    /** The estimate of the divergence. */
    public enum Estimator {
        /** {@code d}: unbiased; may be negative. */
        K1 {
            @Override
            double of(double logRatio) {
                return logRatio;
            }
        },
        /** {@code d²/2}: biased, never negative. */
        K2 {
            @Override
            double of(double logRatio) {
                return logRatio * logRatio / 2;
            }
        },
        /** {@code e^−d − 1 + d}: unbiased and never negative. */
        K3 {
            @Override
            double of(double logRatio) {
                return Math.expm1(-logRatio) + logRatio;
            }
        },
        /** {@code |d|}: biased, never negative. */
        ABS {
            @Override
            double of(double logRatio) {
                return Math.abs(logRatio);
            }
        };

        abstract double of(double logRatio);
    }

    /**
     * The control of the coefficient, which holds the divergence at a target: after a step with n rollouts {@code β ←
     * β·(1 + clip(KL/target − 1, ±0.2)·n/horizon)}. Ziegler et al. 2019, arXiv:1909.08593, section 2.2.
     *
     * @param target the wanted mean of k over tokens, positive
     * @param horizon in rollouts, positive
     */
    public record Adaptive(double target, double horizon) {

        /** verl's choice. */
        public static final Adaptive DEFAULT = new Adaptive(0.1, 10_000);

        /** Checks the ranges. */
        public Adaptive {
            requirePositive("target", target);
            requirePositive("horizon", horizon);
        }
    }

    /**
     * The strength of the pull.
     *
     * @param coefficient β, positive; with a controller what it starts from
     * @param adaptive the controller; empty: β stays
     */
    public record Config(double coefficient, Optional<Adaptive> adaptive) {

        /** TRL's choice for RLOO. */
        public static final Config DEFAULT = new Config(0.05, Optional.empty());

        /** Checks the range. */
        public Config {
            requirePositive(COEFFICIENT, coefficient);
        }
    }

    private final Estimator estimator;
    private final Optional<Adaptive> adaptive;
    private double coefficient;

    /**
     * A penalty.
     *
     * @param estimator which estimate of the divergence
     * @param config its strength
     */
    public RewardPenalty(Estimator estimator, Config config) {
        this.estimator = estimator;
        this.adaptive = config.adaptive();
        this.coefficient = config.coefficient();
    }

    /**
     * The estimate at a token.
     *
     * @param logRatio d, its log-probability under the policy minus that under the reference
     * @return k, not yet multiplied by the coefficient
     */
    public double estimate(double logRatio) {
        return estimator.of(logRatio);
    }

    /**
     * β as it stands.
     *
     * @return positive
     */
    public double coefficient() {
        return coefficient;
    }

    /**
     * Lets the controller, if there is one, set the coefficient of the next step.
     *
     * @param divergence the mean of k in this step
     * @param rollouts n
     */
    public void adapt(double divergence, long rollouts) {
        adaptive.ifPresent(controller -> {
            double error = divergence / controller.target() - 1;
            double bounded = Math.max(-MAX_ERROR, Math.min(MAX_ERROR, error));
            coefficient *= 1 + bounded * rollouts / controller.horizon();
        });
    }

    @Override
    public SortedMap<String, Double> state() {
        return adaptive.isEmpty() ? new TreeMap<>() : new TreeMap<>(Map.of(COEFFICIENT, coefficient));
    }

    @Override
    public void resume(SortedMap<String, Double> state) {
        coefficient = state.getOrDefault(COEFFICIENT, coefficient);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new SettingException(name, "must be > 0 and finite, got " + value);
        }
    }
}
