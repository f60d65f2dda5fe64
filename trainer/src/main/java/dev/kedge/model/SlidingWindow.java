package dev.kedge.model;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Attention to the last few positions only, which this decoder does not do, as Qwen's {@code config.json} writes it.
 */
public final class SlidingWindow {

    private SlidingWindow() {}

    /**
     * Refuses a window that a layer uses. One that no layer uses may stand in the file; transformers gives one to
     * layers from {@code max_window_layers} on.
     *
     * @param document the whole {@code config.json}
     * @param layers how many layers there are
     * @throws IllegalArgumentException if a layer has a window
     */
    public static void refuse(ConfigDocument document, int layers) {
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
        boolean windowed = document.flag("use_sliding_window", false) && document.has("sliding_window");
        if (windowed && kinds.isEmpty() && document.integer("max_window_layers", 28) < layers) {
            throw new IllegalArgumentException("use_sliding_window must be false, got true: not supported");
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
