package dev.kedge.model.llama;

import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;

/**
 * Mistral (arXiv:2310.06825) as {@code MistralForCausalLM} of transformers computes it where no layer has a sliding
 * window, which is what Llama computes; it is written back as Llama. Defaults of absent keys are those of
 * {@code MistralConfig}, whose window is on unless the file says {@code null}.
 */
public final class Mistral extends Llama {

    @Override
    public String modelType() {
        return "mistral";
    }

    @Override
    public String architecture() {
        return "MistralForCausalLM";
    }

    @Override
    public DecoderConfig read(ConfigDocument document) {
        document.notNull("num_key_value_heads");
        boolean everywhere = document.has("sliding_window")
                && document.integer("sliding_window")
                        >= document.integer("max_position_embeddings", defaultPositions());
        if (!document.isNull("sliding_window") && !everywhere) {
            throw new IllegalArgumentException("sliding_window must be null or as long as the positions, got "
                    + document.value("sliding_window").orElse("nothing, which means 4096") + ": not supported");
        }
        return super.read(document);
    }

    @Override
    int defaultKeyValueHeads(int queryHeads) {
        return 8;
    }

    @Override
    int defaultPositions() {
        return 4096 * 32;
    }

    @Override
    public boolean describes(DecoderConfig config) {
        return false;
    }
}
