package dev.kedge.sampling;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Attention whose scores are bounded, {@code c · tanh(score / c)}, before the bias hides columns. */
final class BoundedKernel implements AttentionKernel {

    private final double cap;

    BoundedKernel(double cap) {
        this.cap = cap;
    }

    @Override
    public Tensor cached(Tensor queries, Tensor keys, Tensor values, Tensor bias) {
        Tensor scores = queries.matmul(keys.transpose(2, 3))
                .mul(new Scalar(1.0 / Math.sqrt((double) keys.size(3))))
                .div(new Scalar(cap))
                .tanh()
                .mul(new Scalar(cap));
        return scores.add(bias).softmax(-1).matmul(values);
    }
}
