package dev.kedge.model;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Attention to the last few positions only, which this decoder does not do, as Qwen's {@code config.json} writes it.
 */
public final class SlidingWindow {

    /** The window where {@code config.json} names none. */
    private static final int DEFAULT_WINDOW = 4096;

    private SlidingWindow() {}

    /**
     * Refuses a window that a layer uses. One that no layer uses may stand in the file; transformers gives one to
     * layers from {@code max_window_layers} on. One as long as the positions hides nothing.
     *
     * @param document the whole {@code config.json}
     * @param layers how many layers there are
     * @param positions the longest sequence
     * @throws IllegalArgumentException if a layer has a window
     */
    public static void refuse(ConfigDocument document, int layers, int positions) {
        document.notNull("max_window_layers", "use_sliding_window");
        List<?> kinds = document.list("layer_types");
        if (!kinds.isEmpty() && kinds.size() != layers) {
            throw new IllegalArgumentException(
                    "layer_types must have num_hidden_layers = " + layers + " entries, got " + kinds.size());
        }
        for (Object kind : kinds) {
            if (!kind.equals("full_attention")) {
                throw new IllegalArgumentException(
                        "layer_types must be full_attention throughout, got " + kind + ": not supported");
            }
        }
        if (!document.flag("use_sliding_window", false) || document.isNull("sliding_window") || !kinds.isEmpty()) {
            return;
        }
        int window = document.integer("sliding_window", DEFAULT_WINDOW);
        if (document.integer("max_window_layers", 28) < layers && window < positions) {
            throw new IllegalArgumentException("use_sliding_window must be false, got true with a window of " + window
                    + " of " + positions + " positions: not supported");
        }
    }

    /**
     * Writes that no layer has one.
     *
     * @param config shape and features
     * @param target receives the keys
     */
    public static void writeNone(DecoderConfig config, ObjectNode target) {
        target.put("max_window_layers", config.layers());
        target.putNull("sliding_window");
        target.put("use_sliding_window", false);
    }
}
