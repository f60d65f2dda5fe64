package dev.kedge.model;

import java.util.List;

/** The parameters of a decoder, which follow from its shape and features. */
public final class DecoderParameters {

    private DecoderParameters() {}

    /**
     * All matrices and vectors.
     *
     * @param config shape and features
     * @return in the order of their offsets
     */
    public static List<ParameterSlot> slots(DecoderConfig config) {
        return blocks(config).stream().flatMap(block -> block.slots().stream()).toList();
    }

    /** The same with matrices that multiply the same input stacked. */
    static List<ParameterBlock> blocks(DecoderConfig config) {
        ParameterBlock.Layout layout = new ParameterBlock.Layout();
        layout.single(ParameterNames.EMBEDDING, config.vocabularySize(), config.hiddenSize());
        for (int i = 0; i < config.layers(); i++) {
            new LayerWeights(i, config).layOut(layout);
        }
        layout.single(ParameterNames.FINAL_NORM, config.hiddenSize());
        if (!config.tiedEmbeddings()) {
            layout.single(ParameterNames.HEAD, config.vocabularySize(), config.hiddenSize());
        }
        return layout.blocks();
    }
}
