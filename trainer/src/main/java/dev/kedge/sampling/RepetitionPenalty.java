package dev.kedge.sampling;

import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.HostMemory;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The penalty on tokens that have occurred in the prompt or the completion so far: with the factor θ their logits z
 * become z/θ where positive and z·θ where negative, before the temperature. Keskar et al. 2019, arXiv:1909.05858,
 * section 4.1, in the form that is usual for negative logits.
 */
public final class RepetitionPenalty {

    private RepetitionPenalty() {}

    /**
     * Penalized logits.
     *
     * @param logits {@code [n, V]}; gradient flows through
     * @param seen of each row the ids that have occurred, none twice
     * @param factor θ, above 0
     * @return {@code [n, V]}
     */
    public static Tensor apply(Tensor logits, int[][] seen, double factor) {
        Scalar theta = new Scalar(factor);
        Tensor penalized = logits.div(theta).where(logits.gt(new Scalar(0.0)), logits.mul(theta));
        return penalized.where(mask(logits, seen), logits);
    }

    /**
     * Where the ids of each row are.
     *
     * @param like {@code [n, V]}
     * @param ids of each row
     * @return bool {@code [n, V]}, true at the ids
     */
    public static Tensor mask(Tensor like, int[][] ids) {
        long vocabulary = like.size(1);
        int count = 0;
        for (int[] row : ids) {
            count += row.length;
        }
        long[] places = new long[count];
        int next = 0;
        for (int row = 0; row < ids.length; row++) {
            for (int id : ids[row]) {
                places[next++] = row * vocabulary + id;
            }
        }
        Tensor blank = torch.zeros(new long[] {like.size(0) * vocabulary}, ComputeDevice.options(ScalarType.Bool));
        return blank.index_fill_(0, HostMemory.tensor(places, count), new Scalar(1.0))
                .view(like.size(0), vocabulary);
    }
}
