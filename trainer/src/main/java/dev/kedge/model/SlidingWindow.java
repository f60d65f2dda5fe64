package dev.kedge.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys of {@code config.json} that say which layers see the last few positions only. */
public final class SlidingWindow {

    private static final String WINDOW = "sliding_window";
    private static final String USED = "use_sliding_window";
    private static final String TYPES = "layer_types";
    private static final String FULL = "full_attention";
    private static final String SLIDING = "sliding_attention";

    /** The window where {@code config.json} names none. */
    private static final int DEFAULT_WINDOW = 4096;

    private SlidingWindow() {}

    /**
     * Qwen's: {@code layer_types}, or else a window in layers from {@code max_window_layers} on; either only where
     * {@code use_sliding_window} is true.
     *
     * @param document the whole {@code config.json}
     * @param layers how many layers there are
     * @param positions the longest sequence
     * @return one per layer
     * @throws IllegalArgumentException if a layer is asked for a window that is nowhere
     */
    public static List<LayerKind> qwen(ConfigDocument document, int layers, int positions) {
        document.notNull("max_window_layers", USED);
        boolean used = document.flag(USED, false) && !document.isNull(WINDOW);
        OptionalInt window = used ? OptionalInt.of(document.integer(WINDOW, DEFAULT_WINDOW)) : OptionalInt.empty();
        int first = document.integer("max_window_layers", 28);
        List<Boolean> sliding = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            sliding.add(used && layer >= first);
        }
        return kinds(types(document, layers, sliding), window, positions);
    }

    /**
     * The layers that {@code layer_types} names.
     *
     * @param document the whole {@code config.json}
     * @param layers how many layers there are
     * @param otherwise where there is no such key, whether each layer slides
     * @return for each layer whether it slides
     */
    public static List<Boolean> types(ConfigDocument document, int layers, List<Boolean> otherwise) {
        if (!document.has(TYPES)) {
            return otherwise;
        }
        List<?> kinds = document.list(TYPES);
        if (kinds.size() != layers) {
            throw new IllegalArgumentException(
                    "layer_types must have num_hidden_layers = " + layers + " entries, got " + kinds.size());
        }
        for (Object kind : kinds) {
            if (!kind.equals(FULL) && !kind.equals(SLIDING)) {
                throw new IllegalArgumentException("layer_types must be " + FULL + " or " + SLIDING
                        + " throughout, got " + kind + ": not supported");
            }
        }
        return kinds.stream().map(SLIDING::equals).toList();
    }

    /**
     * Kinds of layers of one window. A window as long as the positions hides nothing and is left away.
     *
     * @param sliding for each layer whether it slides
     * @param window its length
     * @param positions the longest sequence
     * @throws IllegalArgumentException if a layer slides and there is no length
     */
    public static List<LayerKind> kinds(List<Boolean> sliding, OptionalInt window, int positions) {
        if (sliding.contains(true) && window.isEmpty()) {
            throw new IllegalArgumentException(
                    "layer_types must be full_attention throughout where there is no sliding_window in use, got "
                            + SLIDING);
        }
        return sliding.stream()
                .map(slides -> slides && window.getAsInt() < positions
                        ? LayerKind.windowed(window.getAsInt())
                        : LayerKind.FULL)
                .toList();
    }

    /**
     * The window of a decoder whose layers have one window at most.
     *
     * @param config shape and features
     * @return empty if no layer has one
     */
    public static OptionalInt of(DecoderConfig config) {
        return config.variant().layerKinds().stream()
                .map(LayerKind::window)
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    /**
     * Whether some layers have one and the same window, all have the decoder's positions, and nothing is scaled or
     * bounded.
     *
     * @param config shape and features
     */
    public static boolean isOneWindow(DecoderConfig config) {
        OptionalInt window = of(config);
        List<LayerKind> kinds = config.variant().layerKinds();
        return kinds.stream()
                        .allMatch(kind -> kind.equals(LayerKind.FULL)
                                || kind.equals(new LayerKind(window, LayerKind.Positions.GLOBAL)))
                && config.variant().equals(DecoderVariant.of(config.variant().block(), kinds));
    }

    /**
     * Writes Qwen's keys.
     *
     * @param config shape and features
     * @param target receives the keys
     */
    public static void writeQwen(DecoderConfig config, ObjectNode target) {
        OptionalInt window = of(config);
        target.put("max_window_layers", config.layers());
        if (window.isPresent()) {
            target.put(WINDOW, window.getAsInt());
            writeTypes(config, target);
        } else {
            target.putNull(WINDOW);
        }
        target.put(USED, window.isPresent());
    }

    /**
     * Writes {@code layer_types}.
     *
     * @param config shape and features
     * @param target receives the key
     */
    public static void writeTypes(DecoderConfig config, ObjectNode target) {
        ArrayNode types = target.putArray(TYPES);
        for (int layer = 0; layer < config.layers(); layer++) {
            types.add(config.variant().layer(layer).window().isPresent() ? SLIDING : FULL);
        }
    }
}
