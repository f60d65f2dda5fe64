package dev.kedge.model;

import dev.kedge.model.RotaryTables.Rotations;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * One block of a decoder: attention, then the gated feed-forward {@code down(act(gate(x)) · up(x))}, each with the way
 * past it and its norms ({@link Sublayer}).
 *
 * <p>Queries, keys and values come out of one matrix product, and so do gate and up. Queries and keys pass norm and
 * rotation together, as H+K heads.
 */
final class DecoderLayer {

    private final DecoderConfig config;
    private final BlockDesign design;
    private final LayerKind kind;
    private final AttentionRule rule;
    private final Sublayer aroundAttention;
    private final Projection queryKeyValue; // [(H+2K)·d, D]
    private final Optional<Tensor> queryKeyValueBias; // [(H+2K)·d]
    private final Optional<QueryKeyNorm> headNorms;
    private final Projection output; // [D, H·d]
    private final Optional<Tensor> outputBias; // [D]
    private final Sublayer aroundFeedForward;
    private final Projection gateUp; // [2F, D]
    private final Optional<Tensor> gateUpBias; // [2F]
    private final Projection down; // [D, F]
    private final Optional<Tensor> downBias; // [D]

    DecoderLayer(int index, DecoderConfig config, ParameterStore parameters, Function<String, Projection> projections) {
        this.config = config;
        DecoderVariant variant = config.variant();
        design = variant.block();
        kind = variant.layer(index);
        rule = new AttentionRule(index, kind.window(), variant.multipliers().scoreCap());
        LayerWeights weights = new LayerWeights(index, config);
        ParameterNames names = weights.names();
        aroundAttention = new Sublayer(
                config,
                weights.normBeforeAttention().map(parameters::block),
                weights.normAfterAttention().map(parameters::block));
        queryKeyValue = projections.apply(names.queryKeyValue());
        queryKeyValueBias = when(config.queryKeyValueBias(), parameters, names.queryKeyValueBias());
        headNorms = when(config.queryKeyNorm(), parameters, names.queryKeyNorm())
                .map(norms -> new QueryKeyNorm(config, norms));
        output = projections.apply(names.output());
        outputBias = when(design.outputBias(), parameters, names.outputBias());
        aroundFeedForward = new Sublayer(
                config,
                weights.normBeforeFeedForward().map(parameters::block),
                weights.normAfterFeedForward().map(parameters::block));
        gateUp = projections.apply(names.gateUp());
        gateUpBias = when(design.feedForwardBias(), parameters, names.gateUpBias());
        down = projections.apply(names.down());
        downBias = when(design.feedForwardBias(), parameters, names.downBias());
    }

    private static Optional<Tensor> when(boolean present, ParameterStore parameters, String block) {
        return present ? Optional.of(parameters.block(block)) : Optional.empty();
    }

    /** {@code [B, T, D]} to {@code [B, T, D]}. */
    Tensor forward(Tensor x, Rotations rotations, Attention attention) {
        Tensor attended = aroundAttention.around(y -> attend(y, rotations, attention), x);
        return aroundFeedForward.around(this::feedForward, attended);
    }

    private Tensor attend(Tensor x, Rotations rotations, Attention attention) {
        long batch = x.size(0);
        long length = x.size(1);
        int turned = config.queryHeads() + config.keyValueHeads();
        Tensor product = plus(queryKeyValue.apply(x), queryKeyValueBias);
        Tensor heads = product.view(batch, length, turned + config.keyValueHeads(), config.headWidth());
        TensorVector parts = heads.split_with_sizes(new long[] {turned, config.keyValueHeads()}, 2);
        Tensor asking = parts.get(0);
        Tensor normed = headNorms.map(norm -> norm.apply(asking)).orElse(asking);
        Tensor placed = rotations
                .of(kind)
                .map(rotation -> rotation.apply(normed))
                .orElse(normed)
                .transpose(1, 2); // [B, H+K, T, d]
        TensorVector queryAndKey = placed.split_with_sizes(new long[] {config.queryHeads(), config.keyValueHeads()}, 1);
        Tensor values = parts.get(1).transpose(1, 2);
        Tensor attended = attention.attend(rule, scaled(queryAndKey.get(0)), queryAndKey.get(1), values);
        return plus(output.apply(attended), outputBias);
    }

    /** Attention divides scores by √d; what another scale wants beside that, queries carry. */
    private Tensor scaled(Tensor queries) {
        OptionalDouble scale = config.variant().multipliers().scores();
        double beside = scale.isEmpty() ? 1 : scale.getAsDouble() * Math.sqrt(config.headWidth());
        return beside == 1 ? queries : queries.mul(new Scalar(beside));
    }

    private Tensor feedForward(Tensor x) {
        long wide = config.feedForwardSize();
        TensorVector gateAndUp = plus(gateUp.apply(x), gateUpBias).split_with_sizes(new long[] {wide, wide}, -1);
        Tensor gated = design.activation().apply(gateAndUp.get(0)).mul(gateAndUp.get(1));
        return plus(down.apply(gated), downBias);
    }

    private static Tensor plus(Tensor product, Optional<Tensor> bias) {
        return bias.map(product::add).orElse(product);
    }
}
