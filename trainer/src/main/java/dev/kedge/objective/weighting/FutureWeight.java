package dev.kedge.objective.weighting;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.tensor.HostMemory;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A weight from the future of the sequence: {@code f_t = clip(exp(Σ_{k ≥ t} γ^(k−t)·x_k), low, high)} with {@code γ =
 * 2^(−1/half_life)}: a token after which the policy grew likelier counts more. {@code x_k = 0} where {@code w_k >
 * max_ratio}. Where {@code A < 0} and {@code w_t > worsened_ratio}, f is kept within {@code [worsened_low, 1]} beside.
 *
 * <p>FIPO, arXiv:2603.19835; modelscope/ms-swift@3602360a, {@code swift/megatron/trainers/grpo_trainer.py}.
 */
public final class FutureWeight implements TokenWeight {

    /**
     * The reach of the future and the range of the weight.
     *
     * @param halfLife tokens after which a ratio counts half, above 0
     * @param low the least weight, in [0, 1]
     * @param high the largest, at least 1
     * @param maxRatio the largest ratio that is counted, above 1; infinite: all are
     * @param worsenedRatio beyond it a token with {@code A < 0} is not raised, above 1
     * @param worsenedLow the least weight of such a token, in [0, 1]
     */
    public record Config(
            double halfLife, double low, double high, double maxRatio, double worsenedRatio, double worsenedLow) {

        /** The published numbers; the authors' script has a largest ratio of 10. */
        public static final Config DEFAULT = new Config(32, 1, 1.2, Double.POSITIVE_INFINITY, 4, 0.8);

        /** Checks the ranges. */
        public Config {
            if (!(halfLife > 0) || Double.isInfinite(halfLife)) {
                throw new SettingException("halfLife", "must be > 0 and finite, got " + halfLife);
            }
            if (!(low >= 0 && low <= 1)) {
                throw new SettingException("low", "must be in [0, 1], got " + low);
            }
            if (!(high >= 1) || Double.isInfinite(high)) {
                throw new SettingException("high", "must be >= 1 and finite, got " + high);
            }
            if (!(maxRatio > 1)) {
                throw new SettingException("maxRatio", "must be > 1, got " + maxRatio);
            }
            if (!(worsenedRatio > 1)) {
                throw new SettingException("worsenedRatio", "must be > 1, got " + worsenedRatio);
            }
            if (!(worsenedLow >= 0 && worsenedLow <= 1)) {
                throw new SettingException("worsenedLow", "must be in [0, 1], got " + worsenedLow);
            }
        }
    }

    private final Config config;

    /**
     * A weight.
     *
     * @param config its reach and range
     */
    public FutureWeight(Config config) {
        this.config = config;
    }

    @Override
    public Tensor weights(ObjectiveInputs inputs) {
        Tensor x = inputs.tokenLogRatio().detach().to(ScalarType.Double);
        Tensor counted = x.masked_fill(x.gt(new Scalar(Math.log(config.maxRatio()))), new Scalar(0.0));
        Tensor weight =
                futures(counted).exp().clamp_min(new Scalar(config.low())).clamp_max(new Scalar(config.high()));
        Tensor worsened = x.gt(new Scalar(Math.log(config.worsenedRatio())))
                .logical_and(inputs.tokenAdvantages().lt(new Scalar(0.0)));
        Tensor kept = weight.clamp_min(new Scalar(config.worsenedLow())).clamp_max(new Scalar(1.0));
        return kept.where(worsened, weight).to(inputs.logprobs().scalar_type());
    }

    /** {@code Σ_{k ≥ t} γ^(k−t)·x_k}, from the last token on. */
    private Tensor futures(Tensor logRatio) {
        double gamma = Math.pow(2, -1 / config.halfLife());
        int columns = (int) logRatio.size(1);
        double[] sums = HostMemory.doubles(logRatio);
        for (int i = sums.length - 1; i >= 0; i--) {
            boolean last = i % columns == columns - 1;
            sums[i] += last ? 0 : gamma * sums[i + 1];
        }
        return HostMemory.tensor(sums, logRatio.size(0), columns);
    }
}
