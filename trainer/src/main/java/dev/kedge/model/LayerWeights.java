package dev.kedge.model;

import java.util.List;
import java.util.Optional;

/** The weights of one layer: which there are, their names and sizes. */
final class LayerWeights {

    private final DecoderConfig config;
    private final BlockDesign design;
    private final ParameterNames names;

    LayerWeights(int index, DecoderConfig config) {
        this.config = config;
        this.design = config.variant().block();
        this.names = ParameterNames.ofLayer(index);
    }

    ParameterNames names() {
        return names;
    }

    Optional<String> normBeforeAttention() {
        return switch (design.norms()) {
            case BEFORE, AROUND -> Optional.of(names.attentionNorm());
            case AFTER -> Optional.empty();
        };
    }

    Optional<String> normAfterAttention() {
        return switch (design.norms()) {
            case BEFORE -> Optional.empty();
            case AFTER, AROUND -> Optional.of(names.attentionOutputNorm());
        };
    }

    Optional<String> normBeforeFeedForward() {
        return switch (design.norms()) {
            case BEFORE -> Optional.of(names.feedForwardNorm());
            case AFTER -> Optional.empty();
            case AROUND -> Optional.of(names.innerFeedForwardNorm());
        };
    }

    Optional<String> normAfterFeedForward() {
        return switch (design.norms()) {
            case BEFORE -> Optional.empty();
            case AFTER, AROUND -> Optional.of(names.feedForwardOutputNorm());
        };
    }

    /** Adds them to the layout, in the order of a forward pass. */
    void layOut(ParameterBlock.Layout layout) {
        long model = config.hiddenSize();
        long queries = (long) config.queryHeads() * config.headWidth();
        long keys = (long) config.keyValueHeads() * config.headWidth();
        long wide = config.feedForwardSize();
        normBeforeAttention().ifPresent(name -> layout.single(name, model));
        if (design.stacked()) {
            layout.single(names.queryKeyValue(), queries + 2 * keys, model);
        } else {
            layout.matrices(
                    names.queryKeyValue(),
                    model,
                    List.of(names.query(), names.key(), names.value()),
                    queries,
                    keys,
                    keys);
        }
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
                    names.queryKeyNorm(), List.of(names.queryNorm(), names.keyNorm()), QueryKeyNorm.sizes(config));
        }
        layout.single(names.output(), model, queries);
        if (design.outputBias()) {
            layout.single(names.outputBias(), model);
        }
        normAfterAttention().ifPresent(name -> layout.single(name, model));
        layOutFeedForward(layout, model, wide);
    }

    private void layOutFeedForward(ParameterBlock.Layout layout, long model, long wide) {
        normBeforeFeedForward().ifPresent(name -> layout.single(name, model));
        if (design.stacked()) {
            layout.single(names.gateUp(), 2 * wide, model);
        } else {
            layout.matrices(names.gateUp(), model, List.of(names.gate(), names.up()), wide, wide);
        }
        if (design.feedForwardBias()) {
            layout.vectors(names.gateUpBias(), List.of(names.gateBias(), names.upBias()), wide, wide);
        }
        layout.single(names.down(), model, wide);
        if (design.feedForwardBias()) {
            layout.single(names.downBias(), model);
        }
        normAfterFeedForward().ifPresent(name -> layout.single(name, model));
    }
}
