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

    String outputBias() {
        return prefix + "self_attn.o_proj.bias";
    }

    /** The norm of what attention gives, where there is one. */
    String attentionOutputNorm() {
        return prefix + "post_attention_layernorm.weight";
    }

    /** The norm of what the feed-forward block gives, where there is one. */
    String feedForwardOutputNorm() {
        return prefix + "post_feedforward_layernorm.weight";
    }

    /** The norm before the feed-forward block, where another one stands behind attention. */
    String innerFeedForwardNorm() {
        return prefix + "pre_feedforward_layernorm.weight";
    }

    String feedForwardNorm() {
        return prefix + "post_attention_layernorm.weight";
    }

    /** The block in which the gate and up matrices are stacked. */
    String gateUp() {
        return prefix + "mlp.gate_up_proj.weight";
    }

    /** The block in which the biases of gate and up follow each other. */
    String gateUpBias() {
        return prefix + "mlp.gate_up_proj.bias";
    }

    String gateBias() {
        return prefix + "mlp.gate_proj.bias";
    }

    String upBias() {
        return prefix + "mlp.up_proj.bias";
    }

    String downBias() {
        return prefix + "mlp.down_proj.bias";
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
