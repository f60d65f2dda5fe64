package dev.kedge.model;

/** The names under which Hugging Face files store the weights of this decoder. */
final class ParameterNames {

    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String FINAL_NORM = "model.norm.weight";
    static final String HEAD = "lm_head.weight";

    private final String prefix;

    private ParameterNames(String prefix) {
        this.prefix = prefix;
    }

    static ParameterNames ofLayer(int index) {
        return new ParameterNames("model.layers." + index + ".");
    }

    String attentionNorm() {
        return prefix + "input_layernorm.weight";
    }

    /** The block in which the query, key and value matrices are stacked. */
    String queryKeyValue() {
        return prefix + "self_attn.qkv_proj.weight";
    }

    /** The block in which the biases of queries, keys and values follow each other. */
    String queryKeyValueBias() {
        return prefix + "self_attn.qkv_proj.bias";
    }

    String queryBias() {
        return prefix + "self_attn.q_proj.bias";
    }

    String keyBias() {
        return prefix + "self_attn.k_proj.bias";
    }

    String valueBias() {
        return prefix + "self_attn.v_proj.bias";
    }

    String query() {
        return prefix + "self_attn.q_proj.weight";
    }

    String key() {
        return prefix + "self_attn.k_proj.weight";
    }

    String value() {
        return prefix + "self_attn.v_proj.weight";
    }

    /** The block in which the norm weights of queries and keys follow each other. */
    String queryKeyNorm() {
        return prefix + "self_attn.qk_norm.weight";
    }

    String queryNorm() {
        return prefix + "self_attn.q_norm.weight";
    }

    String keyNorm() {
        return prefix + "self_attn.k_norm.weight";
    }

    String output() {
        return prefix + "self_attn.o_proj.weight";
    }

    String feedForwardNorm() {
        return prefix + "post_attention_layernorm.weight";
    }

    /** The block in which the gate and up matrices are stacked. */
    String gateUp() {
        return prefix + "mlp.gate_up_proj.weight";
    }

    String gate() {
        return prefix + "mlp.gate_proj.weight";
    }

    String up() {
        return prefix + "mlp.up_proj.weight";
    }

    String down() {
        return prefix + "mlp.down_proj.weight";
    }
}
