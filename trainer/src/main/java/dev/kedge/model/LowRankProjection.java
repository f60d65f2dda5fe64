package dev.kedge.model;

import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.LinearMap;
import java.util.List;
import java.util.function.Function;
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
    private final Function<ParameterSlot, Tensor> up;
    private final AdapterConfig config;
    private final LowRankDropout dropout;

    /**
     * The product with a block.
     *
     * @param base with W
     * @param parts the matrices of the block
     * @param down the matrices A of those that have one, stacked
     * @param up the matrix B of one that has one
     * @param config rank and scale
     * @param dropout of what the matrices A multiply
     */
    LowRankProjection(
            Projection base,
            List<LowRankPart> parts,
            Tensor down,
            Function<ParameterSlot, Tensor> up,
            AdapterConfig config,
            LowRankDropout dropout) {
        this.base = base;
        this.parts = parts;
        this.down = down;
        this.up = up;
        this.config = config;
        this.dropout = dropout;
    }

    @Override
    public Tensor apply(Tensor x) {
        TensorVector changes = new TensorVector();
        boolean dropping = dropout.isOn();
        long rank = config.rank();
        Tensor inner = dropping ? x : LinearMap.apply(x, down); // with dropout each matrix sees an x of its own
        long next = 0;
        for (LowRankPart part : parts) {
            if (part.adapted()) {
                Tensor own = dropping
                        ? LinearMap.apply(dropout.apply(x, part), down.narrow(0, next, rank))
                        : inner.narrow(-1, next, rank);
                changes.push_back(LinearMap.apply(own, up.apply(part.weight())));
                next += rank;
            } else {
                changes.push_back(zeros(x, part.rows()));
            }
        }
        Tensor change = changes.size() == 1 ? changes.get(0) : torch.cat(changes, -1);
        return base.apply(x).add(change, new Scalar(config.scale()));
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
