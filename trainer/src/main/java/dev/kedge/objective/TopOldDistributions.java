package dev.kedge.objective;

import dev.kedge.objective.input.Quantity;
import dev.kedge.tensor.Joining;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The old distributions by their k likeliest tokens: divergences are over those, the sampled token if it is not among
 * them, and one bucket for the rest. By the data-processing inequality never more than over the whole vocabulary. Qi et
 * al. 2026, arXiv:2602.04879.
 */
public final class TopOldDistributions implements OldDistributions {

    /** Far below any probability that float32 log-probabilities describe; keeps logarithms finite. */
    private static final double MIN_PROBABILITY = 1e-30;

    private final Tensor tokens;
    private final Tensor logprobs;
    private final Tensor sampledLogprobs;

    /**
     * Old distributions.
     *
     * @param tokens the likeliest, int64 {@code [N, k]}
     * @param logprobs their old log-probabilities, {@code [N, k]}
     * @param sampledLogprobs the old log-probability of the sampled token, {@code [N]}
     */
    public TopOldDistributions(Tensor tokens, Tensor logprobs, Tensor sampledLogprobs) {
        this.tokens = tokens;
        this.logprobs = logprobs;
        this.sampledLogprobs = sampledLogprobs;
    }

    @Override
    public Tensor divergence(Quantity quantity, Tensor logDistribution, Tensor targets, long start) {
        long length = logDistribution.size(0);
        Tensor top = tokens.narrow(0, start, length);
        Tensor sampled = targets.unsqueeze(-1);
        Tensor amongTop = top.eq(sampled).any(-1, true);
        Tensor old = buckets(logprobs.narrow(0, start, length), sampledLogprobs.narrow(0, start, length), amongTop);
        Tensor now = buckets(
                logDistribution.gather(-1, top),
                logDistribution.gather(-1, sampled).squeeze(-1),
                amongTop);
        Tensor perBucket = switch (quantity) {
            // A bucket of no old probability has no part in the divergence.
            case TOP_K_KL -> old.mul(logarithm(old).sub(logarithm(now)));
            case TOP_K_TV -> now.sub(old).abs().mul(new Scalar(0.5));
            default -> throw new IllegalArgumentException(quantity + " is no divergence of top-k buckets");
        };
        return perBucket.sum(new long[] {-1}, false, null).to(logDistribution.scalar_type());
    }

    /** Probabilities {@code [n, k + 2]} in float64: the top, the sampled token unless among them, the rest. */
    private static Tensor buckets(Tensor topLogprobs, Tensor sampledLogprobs, Tensor amongTop) {
        Tensor top = topLogprobs.to(ScalarType.Double).exp();
        Tensor sampled =
                sampledLogprobs.to(ScalarType.Double).exp().unsqueeze(-1).masked_fill(amongTop, new Scalar(0.0));
        Tensor listed = Joining.concatenate(List.of(top, sampled), -1);
        Tensor rest = listed.sum(new long[] {-1}, true, null)
                .neg()
                .add(new Scalar(1.0))
                .clamp_min(new Scalar(0.0));
        return Joining.concatenate(List.of(listed, rest), -1);
    }

    private static Tensor logarithm(Tensor probabilities) {
        return probabilities.clamp_min(new Scalar(MIN_PROBABILITY)).log();
    }
}
