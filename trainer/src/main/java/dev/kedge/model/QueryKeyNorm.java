package dev.kedge.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The norm of queries and keys before they are turned: of each head by itself (Qwen3, Gemma 3), or of all heads of the
 * queries together and all of the keys (OLMo 2).
 *
 * @param config sizes and kind of norm
 * @param weights the queries', then the keys'; {@code [2·d]}, or {@code [(H+K)·d]} over all heads
 */
record QueryKeyNorm(DecoderConfig config, Tensor weights) {

    /** How many weights the norms of queries and of keys have. */
    static long[] sizes(DecoderConfig config) {
        long width = config.headWidth();
        return config.variant().block().queryKeyNormOverAllHeads()
                ? new long[] {config.queryHeads() * width, config.keyValueHeads() * width}
                : new long[] {width, width};
    }

    /** {@code [B, T, H+K, d]}, the queries' heads first. */
    Tensor apply(Tensor heads) {
        TensorVector each = weights.split_with_sizes(sizes(config), 0);
        return config.variant().block().queryKeyNormOverAllHeads() ? together(heads, each) : eachHead(heads, each);
    }

    private Tensor eachHead(Tensor heads, TensorVector each) {
        long width = config.headWidth();
        TensorVector perHead = new TensorVector(
                each.get(0).expand(config.queryHeads(), width), each.get(1).expand(config.keyValueHeads(), width));
        return RootMeanSquareNorm.of(config, heads, torch.cat(perHead, 0));
    }

    private Tensor together(Tensor heads, TensorVector each) {
        TensorVector parts = heads.split_with_sizes(new long[] {config.queryHeads(), config.keyValueHeads()}, 2);
        TensorVector normed = new TensorVector();
        for (int i = 0; i < 2; i++) {
            Tensor part = parts.get(i);
            normed.push_back(RootMeanSquareNorm.of(config, part.flatten(2, 3), each.get(i))
                    .view(part.sizes()));
        }
        return torch.cat(normed, 2);
    }
}
