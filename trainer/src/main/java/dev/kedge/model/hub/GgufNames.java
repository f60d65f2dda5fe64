package dev.kedge.model.hub;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of weights in GGUF files and in transformers. */
final class GgufNames {

    static final String EMBEDDING = "token_embd.weight";
    static final String HEAD = "output.weight";
    static final String ROTARY_DIVISORS = "rope_freqs.weight";

    private static final Pattern OF_LAYER = Pattern.compile("blk\\.(\\d{1,6})\\.([a-z_]+)\\.(weight|bias)");

    private static final Pattern TRANSFORMERS_LAYER =
            Pattern.compile("model\\.layers\\.(\\d{1,6})\\.([a-z_.]+)\\.(weight|bias)");

    private static final Map<String, String> GENERAL = Map.of(
            EMBEDDING, "model.embed_tokens.weight", HEAD, "lm_head.weight", "output_norm.weight", "model.norm.weight");

    private static final Map<String, String> LAYER = Map.ofEntries(
            Map.entry("attn_norm", "input_layernorm"),
            Map.entry("attn_q", "self_attn.q_proj"),
            Map.entry("attn_k", "self_attn.k_proj"),
            Map.entry("attn_v", "self_attn.v_proj"),
            Map.entry("attn_output", "self_attn.o_proj"),
            Map.entry("attn_q_norm", "self_attn.q_norm"),
            Map.entry("attn_k_norm", "self_attn.k_norm"),
            Map.entry("ffn_norm", "post_attention_layernorm"),
            Map.entry("ffn_gate", "mlp.gate_proj"),
            Map.entry("ffn_up", "mlp.up_proj"),
            Map.entry("ffn_down", "mlp.down_proj"));

    private GgufNames() {}

    /** A name of a GGUF file as transformers has it; one that is not known stays. */
    static String transformers(String name) {
        Matcher layer = OF_LAYER.matcher(name);
        if (layer.matches() && LAYER.containsKey(layer.group(2))) {
            return "model.layers." + Integer.parseInt(layer.group(1)) + "." + LAYER.get(layer.group(2)) + "."
                    + layer.group(3);
        }
        return GENERAL.getOrDefault(name, name);
    }

    static boolean isQuery(String name) {
        return name.contains(".self_attn.q_proj.");
    }

    static boolean isKey(String name) {
        return name.contains(".self_attn.k_proj.");
    }

    /**
     * A name of transformers as a GGUF file has it.
     *
     * @throws IllegalArgumentException if it has none
     */
    static String gguf(String name) {
        for (Map.Entry<String, String> entry : GENERAL.entrySet()) {
            if (entry.getValue().equals(name)) {
                return entry.getKey();
            }
        }
        Matcher layer = TRANSFORMERS_LAYER.matcher(name);
        if (layer.matches()) {
            for (Map.Entry<String, String> entry : LAYER.entrySet()) {
                if (entry.getValue().equals(layer.group(2))) {
                    return "blk." + layer.group(1) + "." + entry.getKey() + "." + layer.group(3);
                }
            }
        }
        throw new IllegalArgumentException("a GGUF file has no name for " + name);
    }
}
