package dev.kedge.sampling;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Product, softmax, product: what the training path computes, with the same roundings. */
final class ProductKernel implements AttentionKernel {

    @Override
    public Tensor cached(Tensor queries, Tensor keys, Tensor values, Tensor bias) {
        long pairs = keys.size(0) * keys.size(1);
        Tensor hidden = bias.expand(keys.size(0), keys.size(1), 1, keys.size(2)).reshape(pairs, 1, keys.size(2));
        Tensor scores = torch.baddbmm(
                hidden,
                queries.flatten(0, 1),
                keys.flatten(0, 1).transpose(1, 2),
                new Scalar(1.0),
                new Scalar(1.0 / Math.sqrt((double) keys.size(3))));
        return scores.softmax(-1).bmm(values.flatten(0, 1)).view(queries.sizes());
    }
}
