package dev.kedge.model;

import dev.kedge.model.RotaryTable.Rotation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One pre-norm block: {@code x + attention(norm(x))}, then {@code x + feedForward(norm(x))} with the gated feed-forward
 * {@code down(silu(gate(x)) · up(x))}.
 *
 * <p>Queries, keys and values come out of one matrix product, and so do gate and up. Queries and keys pass norm and
 * rotation together, as H+K heads.
 */
final class DecoderLayer {

    private final int index;
    private final DecoderConfig config;
    private final Tensor attentionNorm; // [D]
    private final Projection queryKeyValue; // [(H+2K)·d, D]
    private final Optional<Tensor> queryKeyValueBias; // [(H+2K)·d]
    private final Optional<Tensor> headNorms; // [2·d]: queries', keys'
    private final Projection output; // [D, H·d]
    private final Tensor feedForwardNorm; // [D]
    private final Projection gateUp; // [2F, D]
    private final Projection down; // [D, F]

    DecoderLayer(int index, DecoderConfig config, ParameterStore parameters, Function<String, Projection> projections) {
        this.index = index;
        this.config = config;
        ParameterNames names = ParameterNames.ofLayer(index);
        attentionNorm = parameters.block(names.attentionNorm());
        queryKeyValue = projections.apply(names.queryKeyValue());
        queryKeyValueBias = config.queryKeyValueBias()
                ? Optional.of(parameters.block(names.queryKeyValueBias()))
                : Optional.empty();
        headNorms = config.queryKeyNorm() ? Optional.of(parameters.block(names.queryKeyNorm())) : Optional.empty();
        output = projections.apply(names.output());
        feedForwardNorm = parameters.block(names.feedForwardNorm());
        gateUp = projections.apply(names.gateUp());
        down = projections.apply(names.down());
    }

    /** Adds one layer's weights to the layout. */
    static void layOut(int index, DecoderConfig config, ParameterBlock.Layout layout) {
        ParameterNames names = ParameterNames.ofLayer(index);
        long model = config.hiddenSize();
        long queries = (long) config.queryHeads() * config.headWidth();
        long keys = (long) config.keyValueHeads() * config.headWidth();
        long wide = config.feedForwardSize();
        layout.single(names.attentionNorm(), model);
        layout.matrices(
                names.queryKeyValue(), model, List.of(names.query(), names.key(), names.value()), queries, keys, keys);
        if (config.queryKeyValueBias()) {
            layout.vectors(
                    names.queryKeyValueBias(),
                    List.of(names.queryBias(), names.keyBias(), names.valueBias()),
                    queries,
                    keys,
                    keys);
        }
        if (config.queryKeyNorm()) {
            layout.vectors(
                    names.queryKeyNorm(),
                    List.of(names.queryNorm(), names.keyNorm()),
                    config.headWidth(),
                    config.headWidth());
        }
        layout.single(names.output(), model, queries);
        layout.single(names.feedForwardNorm(), model);
        layout.matrices(names.gateUp(), model, List.of(names.gate(), names.up()), wide, wide);
        layout.single(names.down(), model, wide);
    }

    /** {@code [B, T, D]} to {@code [B, T, D]}. */
    Tensor forward(Tensor x, Rotation rotation, Attention attention) {
        Tensor attended = x.add(attend(norm(x, attentionNorm), rotation, attention));
        return attended.add(feedForward(norm(attended, feedForwardNorm)));
    }

    private Tensor attend(Tensor x, Rotation rotation, Attention attention) {
        long batch = x.size(0);
        long length = x.size(1);
        int rotated = config.queryHeads() + config.keyValueHeads();
        Tensor product = queryKeyValue.apply(x);
        Tensor biased = queryKeyValueBias.isPresent() ? product.add(queryKeyValueBias.get()) : product;
        Tensor heads = biased.view(batch, length, rotated + config.keyValueHeads(), config.headWidth());
        TensorVector parts = heads.split_with_sizes(new long[] {rotated, config.keyValueHeads()}, 2);
        Tensor turned = rotation.apply(normHeads(parts.get(0))).transpose(1, 2); // [B, H+K, T, d]
        TensorVector queryAndKey = turned.split_with_sizes(new long[] {config.queryHeads(), config.keyValueHeads()}, 1);
        Tensor values = parts.get(1).transpose(1, 2);
        return output.apply(attention.attend(index, queryAndKey.get(0), queryAndKey.get(1), values));
    }

    private Tensor normHeads(Tensor heads) {
        if (headNorms.isEmpty()) {
            return heads;
        }
        long width = config.headWidth();
        TensorVector each = headNorms.get().split_with_sizes(new long[] {width, width}, 0);
        TensorVector perHead = new TensorVector(
                each.get(0).expand(config.queryHeads(), width), each.get(1).expand(config.keyValueHeads(), width));
        return norm(heads, torch.cat(perHead, 0));
    }

    private Tensor feedForward(Tensor x) {
        long wide = config.feedForwardSize();
        TensorVector gateAndUp = gateUp.apply(x).split_with_sizes(new long[] {wide, wide}, -1);
        return down.apply(torch.silu(gateAndUp.get(0)).mul(gateAndUp.get(1)));
    }

    private Tensor norm(Tensor x, Tensor weight) {
        return RootMeanSquareNorm.apply(x, weight, config.normEpsilon());
    }
}
