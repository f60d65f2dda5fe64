package dev.kedge.model;

import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.LinearMap;
import dev.kedge.tensor.SeededNoise;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code x Wᵀ + s · (x Aᵀ) Bᵀ} for the matrices of one block, which are stacked in W and, those that have one, in A.
 */
final class LowRankProjection implements Projection {

    private final Projection base;
    private final List<LowRankPart> parts;
    private final Tensor down; // [r · adapted parts, in]
    private final LowRankAdapters adapters;

    LowRankProjection(Projection base, List<LowRankPart> parts, Tensor down, LowRankAdapters adapters) {
        this.base = base;
        this.parts = parts;
        this.down = down;
        this.adapters = adapters;
    }

    @Override
    public Tensor apply(Tensor x) {
        TensorVector changes = new TensorVector();
        boolean dropping = adapters.dropoutSeed().isPresent();
        long rank = adapters.config().rank();
        Tensor inner = dropping ? x : LinearMap.apply(x, down); // with dropout each matrix sees an x of its own
        long next = 0;
        for (LowRankPart part : parts) {
            if (part.adapted()) {
                Tensor own = dropping
                        ? LinearMap.apply(dropped(x, part), down.narrow(0, next, rank))
                        : inner.narrow(-1, next, rank);
                changes.push_back(LinearMap.apply(own, adapters.up(part.weight())));
                next += rank;
            } else {
                changes.push_back(zeros(x, part.rows()));
            }
        }
        Tensor change = changes.size() == 1 ? changes.get(0) : torch.cat(changes, -1);
        return base.apply(x).add(change, new Scalar(adapters.config().scale()));
    }

    private Tensor dropped(Tensor x, LowRankPart part) {
        double kept = 1 - adapters.config().dropout();
        long seed = adapters.dropoutSeed().orElseThrow();
        Tensor uniform = SeededNoise.uniform(RandomStream.seedOf(seed, Purpose.DROPOUT, 0, part.number()), x);
        return x.mul(uniform.lt(new Scalar(kept)).to(x.scalar_type())).div(new Scalar(kept));
    }

    private static Tensor zeros(Tensor x, long columns) {
        long[] shape = new long[(int) x.dim()];
        for (int i = 0; i < shape.length - 1; i++) {
            shape[i] = x.size(i);
        }
        shape[shape.length - 1] = columns;
        return torch.zeros(shape, ComputeDevice.options(x.scalar_type()));
    }
}
