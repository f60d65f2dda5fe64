package dev.kedge.objective.weighting;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.Gathering;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.TokenStatistic;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Weight 1 while a statistic of {@code log ρ}, trainer against sampler, is within bounds, 0 outside: rejection of
 * tokens or of whole sequences. verl's {@code token_k1} … {@code seq_max_k3}; its k1 looks at {@code −log ρ}, so bounds
 * {@code [log L, log U]} there mean ratios in {@code [1/U, 1/L]}.
 */
public final class Rejection implements Correction {

    /**
     * The statistic and its bounds.
     *
     * @param statistic of each token
     * @param over how it is gathered
     * @param low the least value that counts
     * @param high the largest, above low
     */
    public record Config(TokenStatistic statistic, Gathering over, double low, double high) {

        /** Sequences whose mean KL3 is at most 0.01. */
        public static final Config DEFAULT =
                new Config(TokenStatistic.KL3, Gathering.MEAN, Double.NEGATIVE_INFINITY, 0.01);

        /** Checks the range. */
        public Config {
            if (!(low < high)) {
                throw new SettingException("low", "must be < high, got " + low + " and " + high);
            }
        }
    }

    private final Config config;

    /**
     * A rejection.
     *
     * @param config the statistic and its bounds
     */
    public Rejection(Config config) {
        this.config = config;
    }

    @Override
    public boolean ofSequences() {
        return config.over() != Gathering.TOKEN;
    }

    @Override
    public Tensor weights(ObjectiveInputs inputs) {
        Tensor sampler = inputs.get(Quantity.SAMPLING_LOGPROBS);
        Tensor logRatio = inputs.oldLogprobs().sub(sampler);
        Tensor statistic = config.statistic().of(logRatio, sampler);
        Tensor value = config.over().of(statistic, inputs.mask()).expand_as(logRatio);
        Tensor inside = value.ge(new Scalar(config.low())).logical_and(value.le(new Scalar(config.high())));
        return inside.to(logRatio.scalar_type());
    }
}
