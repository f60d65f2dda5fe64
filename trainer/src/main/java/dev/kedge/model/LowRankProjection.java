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
    private final Tensor down; // [sum of the adapted parts' r, in]
    private final Function<ParameterSlot, Tensor> up;
    private final boolean evenly;
    private final double scale; // of all, where they are scaled evenly
    private final LowRankDropout dropout;

    /**
     * The product with a block.
     *
     * @param base with W
     * @param parts the matrices of the block
     * @param down the matrices A of those that have one, stacked
     * @param up the matrix B of one that has one
     * @param dropout of what the matrices A multiply
     */
    LowRankProjection(
            Projection base,
            List<LowRankPart> parts,
            Tensor down,
            Function<ParameterSlot, Tensor> up,
            LowRankDropout dropout) {
        this.base = base;
        this.parts = parts;
        this.down = down;
        this.up = up;
        double[] scales = parts.stream()
                .filter(LowRankPart::adapted)
                .mapToDouble(LowRankPart::scale)
                .distinct()
                .toArray();
        this.evenly = scales.length == 1;
        this.scale = scales[0];
        this.dropout = dropout;
    }

    @Override
    public Tensor apply(Tensor x) {
        TensorVector changes = new TensorVector();
        boolean dropping = dropout.isOn();
        Tensor inner = dropping ? x : LinearMap.apply(x, down); // with dropout each matrix sees an x of its own
        long next = 0;
        for (LowRankPart part : parts) {
            if (part.adapted()) {
                long rank = part.rank();
                Tensor own = dropping
                        ? LinearMap.apply(dropout.apply(x, part), down.narrow(0, next, rank))
                        : inner.narrow(-1, next, rank);
                Tensor product = LinearMap.apply(own, up.apply(part.weight()));
                changes.push_back(evenly ? product : product.mul(new Scalar(part.scale())));
                next += rank;
            } else {
                changes.push_back(zeros(x, part.rows()));
            }
        }
        Tensor change = changes.size() == 1 ? changes.get(0) : torch.cat(changes, -1);
        return evenly
                ? base.apply(x).add(change, new Scalar(scale))
                : base.apply(x).add(change);
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
