package dev.kedge.objective.weighting;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.UpdateTokens;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code ρ} brought into {@code [low, cap]}: truncated importance sampling (TIS), Yao et al. 2025, "Your efficient RL
 * framework secretly brings you off-policy RL training"; at the sequence level its sequence form. Normalized, the
 * weights of an update's tokens have mean 1.
 */
public final class Truncate implements Correction {

    /**
     * The bounds.
     *
     * @param low the least weight, at least 0
     * @param cap the largest weight, above low
     * @param level whose ratio
     * @param normalize whether weights are divided by their mean over the update's tokens; at the token level
     */
    public record Config(double low, double cap, RatioLevel level, boolean normalize) {

        /** The usual bound, per token. */
        public static final Config DEFAULT = new Config(0, 2, RatioLevel.TOKEN, false);

        /** Checks the ranges. */
        public Config {
            if (!(low >= 0 && cap > low)) {
                throw new SettingException("low", "must be in [0, cap), got " + low + " and " + cap);
            }
            if (normalize && level != RatioLevel.TOKEN) {
                throw new SettingException("normalize", "must be false unless level is token");
            }
        }
    }

    private final Config config;
    private final double mean;

    /**
     * A correction.
     *
     * @param config the bounds
     */
    public Truncate(Config config) {
        this(config, 1);
    }

    private Truncate(Config config, double mean) {
        this.config = config;
        this.mean = mean;
    }

    @Override
    public boolean ofSequences() {
        return config.level() != RatioLevel.TOKEN;
    }

    @Override
    public Tensor weights(ObjectiveInputs inputs) {
        Tensor bounded = config.level()
                .logRatio(inputs)
                .exp()
                .clamp_min(new Scalar(config.low()))
                .clamp_max(new Scalar(config.cap()));
        return mean == 1 ? bounded : bounded.div(new Scalar(mean));
    }

    @Override
    public boolean adaptive() {
        return config.normalize();
    }

    @Override
    public Correction at(UpdateTokens tokens) {
        if (!config.normalize()) {
            return this;
        }
        double average = Arrays.stream(tokens.samplerLogRatios())
                .map(x -> Math.max(config.low(), Math.min(config.cap(), Math.exp(x))))
                .average()
                .orElse(1);
        return new Truncate(config, average);
    }
}
