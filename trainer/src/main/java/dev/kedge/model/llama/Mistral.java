package dev.kedge.model.llama;

import dev.kedge.model.BlockDesign;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.DecoderVariant;
import dev.kedge.model.Family;
import dev.kedge.model.LayerKind;
import dev.kedge.model.SlidingWindow;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * Mistral (arXiv:2310.06825) as {@code MistralForCausalLM} of transformers computes it: Llama with a window in every
 * layer. Without one it is Llama, and is written back as such. Defaults of absent keys are those of
 * {@code MistralConfig}, whose window is on unless the file says {@code null}.
 */
public final class Mistral implements Family {

    private static final String WINDOW = "sliding_window";
    private static final DecoderKeys.Defaults DEFAULTS = new DecoderKeys.Defaults(4096 * 32, 1e-6, 10_000, false);

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
        if (document.has("layer_types")) {
            throw new IllegalArgumentException("layer_types must be absent in a Mistral model: not supported");
        }
        DecoderConfig plain = DecoderKeys.read(document, DEFAULTS)
                .keyValueHeads(document.integer("num_key_value_heads", 8))
                .build();
        OptionalInt window =
                document.isNull(WINDOW) ? OptionalInt.empty() : OptionalInt.of(document.integer(WINDOW, 4096));
        List<LayerKind> kinds = SlidingWindow.kinds(
                Collections.nCopies(plain.layers(), window.isPresent()), window, plain.maxPositions());
        BlockDesign block = BlockDesign.llama(DecoderKeys.activation(document), false, false);
        return plain.toBuilder().variant(DecoderVariant.of(block, kinds)).build();
    }

    @Override
    public boolean describes(DecoderConfig config) {
        List<LayerKind> kinds = config.variant().layerKinds();
        BlockDesign block = config.variant().block();
        OptionalInt window = SlidingWindow.of(config);
        return window.isPresent()
                && kinds.stream().allMatch(LayerKind.windowed(window.getAsInt())::equals)
                && config.variant().equals(DecoderVariant.of(block, kinds))
                && block.equals(BlockDesign.llama(block.activation(), false, false))
                && !config.queryKeyValueBias()
                && !config.queryKeyNorm()
                && config.rope().turnedShare() == 1;
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        DecoderKeys.write(config, target);
        target.put("head_dim", config.headWidth());
        target.put(WINDOW, SlidingWindow.of(config).orElseThrow());
    }
}
