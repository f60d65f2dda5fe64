package dev.kedge.objective.input;

import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Log-probabilities of sampled tokens under the projection of the policy into {@code KL(· ‖ π_old) ≤ ε}: on the path
 * {@code π_s ∝ π_old^(1−s)·π_θ^s}, {@code s = 1/(1 + η)}, the largest s ≤ 1 that is within. With {@code d = log π_θ −
 * log π_old} and {@code A(s) = log Σ π_old·e^(s·d)}, {@code KL(π_s ‖ π_old) = s·A'(s) − A(s)}, which grows with s, its
 * slope {@code s·A''(s)}; s is found by bisection in float64.
 *
 * <p>Carries gradient, that of s included: {@code ds/dθ = −(∂KL/∂θ)/(∂KL/∂s)}.
 *
 * @param epsilon ε in nats, above 0
 */
public record ProjectedLogprobs(double epsilon) {

    /** Halvings of (0, 1]: to the last bit of a double near 1. */
    private static final int HALVINGS = 53;

    /**
     * The log-probabilities.
     *
     * @param chunk n tokens and the old distributions there
     * @return {@code [n]}
     */
    public Tensor of(DistributionChunk chunk) {
        Tensor now = chunk.logDistribution();
        Tensor targets = chunk.targets().unsqueeze(-1);
        Tensor plain = now.gather(-1, targets).squeeze(-1);
        Tensor old = chunk.oldLogDistribution();
        Tensor outside = outside(now, old);
        if (outside.numel() == 0) {
            return plain;
        }
        Path path = Path.between(
                old.index_select(0, outside).to(ScalarType.Double),
                now.index_select(0, outside).to(ScalarType.Double));
        Tensor projected = path.logprobs(path.share(epsilon), targets.index_select(0, outside));
        return plain.index_copy(0, outside, projected.to(plain.scalar_type()));
    }

    /** The rows in which the policy is too far out, int64. */
    private Tensor outside(Tensor now, Tensor old) {
        try (NoGradient guard = NoGradient.open()) {
            return Divergences.reverseKl(old, now)
                    .gt(new Scalar(epsilon))
                    .nonzero()
                    .squeeze(-1);
        }
    }

    /**
     * The path between two policies in m rows.
     *
     * @param old {@code log π_old}, float64 {@code [m, V]}
     * @param difference d, 0 where the old policy never goes, {@code [m, V]}; carries gradient
     */
    private record Path(Tensor old, Tensor difference) {

        static Path between(Tensor old, Tensor now) {
            Tensor never = old.exp().eq(new Scalar(0.0));
            return new Path(old, now.sub(old).masked_fill(never, new Scalar(0.0)));
        }

        /** {@code log π_s} at the tokens. */
        Tensor logprobs(Tensor share, Tensor targets) {
            Tensor unnormalized = old.add(difference.mul(share));
            Tensor total = unnormalized.logsumexp(new long[] {-1}, true);
            return unnormalized.gather(-1, targets).sub(total).squeeze(-1);
        }

        /** s in each row, {@code [m, 1]}, with its gradient by the implicit function. */
        Tensor share(double epsilon) {
            Tensor found = bisected(epsilon);
            Moments moments = moments(found, difference);
            Tensor slope = found.mul(moments.variance).detach();
            return found.sub(moments.divergence.sub(moments.divergence.detach()).div(slope));
        }

        private Tensor bisected(double epsilon) {
            int rows = (int) old.size(0);
            double[] low = new double[rows];
            double[] high = new double[rows];
            Arrays.fill(high, 1);
            Tensor constant = difference.detach();
            try (NoGradient guard = NoGradient.open()) {
                for (int i = 0; i < HALVINGS; i++) {
                    try (Scope scope = Scope.open()) {
                        double[] middle = new double[rows];
                        Arrays.setAll(middle, row -> low[row] + (high[row] - low[row]) / 2);
                        double[] divergence =
                                HostMemory.doubles(moments(HostMemory.tensor(middle, rows, 1), constant).divergence);
                        for (int row = 0; row < rows; row++) {
                            double[] end = divergence[row] > epsilon ? high : low;
                            end[row] = middle[row];
                        }
                    }
                }
            }
            return HostMemory.tensor(low, rows, 1);
        }

        private Moments moments(Tensor share, Tensor along) {
            Tensor unnormalized = old.add(along.mul(share));
            Tensor total = unnormalized.logsumexp(new long[] {-1}, true);
            Tensor probabilities = unnormalized.sub(total).exp();
            Tensor mean = sum(probabilities.mul(along));
            Tensor variance = sum(probabilities.mul(along.square())).sub(mean.square());
            return new Moments(share.mul(mean).sub(total), variance);
        }

        private static Tensor sum(Tensor values) {
            return values.sum(new long[] {-1}, true, null);
        }
    }

    /**
     * The divergence and the spread of a policy of the path.
     *
     * @param divergence {@code KL(π_s ‖ π_old)}, {@code [m, 1]}
     * @param variance of d under π_s, {@code [m, 1]}
     */
    private record Moments(Tensor divergence, Tensor variance) {}
}
