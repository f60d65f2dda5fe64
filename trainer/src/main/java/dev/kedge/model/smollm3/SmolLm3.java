package dev.kedge.model.smollm3;

import dev.kedge.model.BlockDesign;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.DecoderVariant;
import dev.kedge.model.Family;
import dev.kedge.model.LayerKind;
import dev.kedge.model.LayerKind.Positions;
import dev.kedge.model.SlidingWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * SmolLM3 as {@code SmolLM3ForCausalLM} of transformers computes it: Llama, some of whose layers have no positions at
 * all (Yang et al. 2025, arXiv:2501.18795). Defaults of absent keys are those of {@code SmolLM3Config}.
 */
public final class SmolLm3 implements Family {

    private static final String WITH_POSITIONS = "no_rope_layers";
    private static final String INTERVAL = "no_rope_layer_interval";
    private static final String WINDOW = "sliding_window";
    private static final String WINDOW_USED = "use_sliding_window";
    private static final DecoderKeys.Defaults DEFAULTS = new DecoderKeys.Defaults(32_768, 1e-6, 2_000_000, true);

    @Override
    public String modelType() {
        return "smollm3";
    }

    @Override
    public String architecture() {
        return "SmolLM3ForCausalLM";
    }

    @Override
    public DecoderConfig read(ConfigDocument document) {
        document.notNull("head_dim", "attention_bias", "mlp_bias", WINDOW_USED, INTERVAL);
        boolean bias = document.flag("attention_bias", false);
        BlockDesign block = BlockDesign.llama(DecoderKeys.activation(document), bias, document.flag("mlp_bias", false));
        DecoderConfig plain = DecoderKeys.read(document, DEFAULTS)
                .keyValueHeads(DecoderKeys.keyValueHeads(document, document.integer("num_attention_heads"), 4))
                .queryKeyValueBias(bias)
                .build();
        return plain.toBuilder()
                .variant(DecoderVariant.of(block, kinds(document, plain)))
                .build();
    }

    private static List<LayerKind> kinds(ConfigDocument document, DecoderConfig config) {
        List<Boolean> positions = withPositions(document, config.layers());
        OptionalInt window = document.has(WINDOW) ? OptionalInt.of(document.integer(WINDOW)) : OptionalInt.empty();
        boolean used = document.flag(WINDOW_USED, false) && window.isPresent();
        List<Boolean> sliding = SlidingWindow.types(
                document,
                config.layers(),
                positions.stream().map(has -> used && !has).toList());
        List<LayerKind> windows = SlidingWindow.kinds(sliding, window, config.maxPositions());
        List<LayerKind> kinds = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            kinds.add(new LayerKind(
                    windows.get(layer).window(), positions.get(layer) ? Positions.GLOBAL : Positions.NONE));
        }
        return kinds;
    }

    /** In spite of its name the list has a 1 where a layer has positions. */
    private static List<Boolean> withPositions(ConfigDocument document, int layers) {
        List<Boolean> positions = new ArrayList<>();
        if (!document.has(WITH_POSITIONS)) {
            int interval = document.integer(INTERVAL, 4);
            if (interval < 1) {
                throw new IllegalArgumentException(INTERVAL + " must be >= 1, got " + interval);
            }
            for (int layer = 0; layer < layers; layer++) {
                positions.add((layer + 1) % interval != 0);
            }
            return positions;
        }
        List<?> flags = document.list(WITH_POSITIONS);
        if (flags.size() != layers) {
            throw new IllegalArgumentException(
                    WITH_POSITIONS + " must have num_hidden_layers = " + layers + " entries, got " + flags.size());
        }
        for (Object flag : flags) {
            if (!flag.equals(0) && !flag.equals(1)) {
                throw new IllegalArgumentException(WITH_POSITIONS + " must be a list of 0 and 1, got " + flag);
            }
            positions.add(flag.equals(1));
        }
        return positions;
    }

    @Override
    public boolean describes(DecoderConfig config) {
        BlockDesign block = config.variant().block();
        OptionalInt window = SlidingWindow.of(config);
        List<LayerKind> kinds = config.variant().layerKinds();
        return block.isLlama()
                && config.queryKeyValueBias() == block.outputBias()
                && !config.queryKeyNorm()
                && config.rope().turnedShare() == 1
                && !kinds.isEmpty()
                && kinds.stream()
                        .allMatch(kind -> kind.positions() != Positions.LOCAL
                                && (kind.window().isEmpty() || kind.window().equals(window)))
                && config.variant().equals(DecoderVariant.of(block, kinds));
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        DecoderKeys.write(config, target);
        target.put("attention_bias", config.queryKeyValueBias());
        target.put("mlp_bias", config.variant().block().feedForwardBias());
        DecoderKeys.writeHeadWidth(config, target);
        ArrayNode flags = target.putArray(WITH_POSITIONS);
        for (int layer = 0; layer < config.layers(); layer++) {
            flags.add(config.variant().layer(layer).positions() == Positions.NONE ? 0 : 1);
        }
        OptionalInt window = SlidingWindow.of(config);
        target.put(WINDOW_USED, window.isPresent());
        target.putNull(WINDOW);
        window.ifPresent(length -> target.put(WINDOW, length));
        SlidingWindow.writeTypes(config, target);
        target.putNull("pad_token_id"); // whose default lies outside of a small vocabulary
    }
}
