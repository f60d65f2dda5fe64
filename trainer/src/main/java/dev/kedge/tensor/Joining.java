package dev.kedge.tensor;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The joining of tensors along a dimension. */
public final class Joining {

    private Joining() {}

    /**
     * Joins along an existing dimension.
     *
     * @param parts at least one, equal in every other dimension
     * @param dimension which dimension grows
     * @return a copy
     */
    public static Tensor concatenate(List<Tensor> parts, long dimension) {
        return torch.cat(new TensorVector(parts.toArray(Tensor[]::new)), dimension);
    }

    /**
     * Joins tensors of no dimensions into a vector.
     *
     * @param scalars at least one, each of one element
     * @return {@code [scalars.size()]}
     */
    public static Tensor vector(List<Tensor> scalars) {
        return torch.stack(new TensorVector(scalars.toArray(Tensor[]::new)), 0);
    }
}
