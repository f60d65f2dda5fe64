package dev.kedge.objective.input;

import dev.kedge.tensor.Joining;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Divergences of next-token distributions, over the whole vocabulary {@code [.., V]} or over buckets. */
final class Divergences {

    /** Far below any probability that float32 log-probabilities describe; keeps logarithms finite. */
    private static final double MIN_PROBABILITY = 1e-30;

    private Divergences() {}

    static Tensor kl(Tensor old, Tensor now) {
        return total(old.exp().mul(old.sub(now)));
    }

    static Tensor reverseKl(Tensor old, Tensor now) {
        return total(now.exp().mul(now.sub(old)));
    }

    static Tensor totalVariation(Tensor old, Tensor now) {
        return total(now.exp().sub(old.exp()).abs()).mul(new Scalar(0.5));
    }

    /** A bucket of no old probability has no part in the divergence. */
    static Tensor topKl(DistributionChunk chunk) {
        Buckets buckets = Buckets.of(chunk);
        return total(buckets.old.mul(logarithm(buckets.old).sub(logarithm(buckets.now))))
                .to(chunk.logDistribution().scalar_type());
    }

    static Tensor topTotalVariation(DistributionChunk chunk) {
        Buckets buckets = Buckets.of(chunk);
        return total(buckets.now.sub(buckets.old).abs().mul(new Scalar(0.5)))
                .to(chunk.logDistribution().scalar_type());
    }

    private static Tensor total(Tensor perToken) {
        return perToken.sum(new long[] {-1}, false, null);
    }

    private static Tensor logarithm(Tensor probabilities) {
        return probabilities.clamp_min(new Scalar(MIN_PROBABILITY)).log();
    }

    /** Probabilities {@code [n, k + 2]} in float64: the top, the sampled token unless among them, the rest. */
    private record Buckets(Tensor old, Tensor now) {

        static Buckets of(DistributionChunk chunk) {
            LikeliestTokens top = chunk.likeliest();
            Tensor sampled = chunk.targets().unsqueeze(-1);
            Tensor amongTop = top.tokens().eq(sampled).any(-1, true);
            Tensor old = buckets(top.logprobs(), top.sampledLogprobs(), amongTop);
            Tensor now = buckets(
                    chunk.logDistribution().gather(-1, top.tokens()),
                    chunk.logDistribution().gather(-1, sampled).squeeze(-1),
                    amongTop);
            return new Buckets(old, now);
        }

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
    }
}
