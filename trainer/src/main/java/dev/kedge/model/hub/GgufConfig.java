package dev.kedge.model.hub;

import dev.kedge.gguf.GgufMetadata;
import dev.kedge.gguf.GgufParts;
import dev.kedge.gguf.GgufTensor;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.Llama3Scaling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code config.json} that a GGUF file would have had: its metadata under the keys of transformers. */
final class GgufConfig {

    private static final String ARCHITECTURE = "general.architecture";

    /** What else may be said of an architecture: it changes nothing of what is computed here. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("vocab_size", "tensor_data_layout");

    private static final Map<String, String> FAMILIES =
            Map.of("llama", "LlamaForCausalLM", "qwen2", "Qwen2ForCausalLM", "qwen3", "Qwen3ForCausalLM");

    private final GgufParts file;
    private final GgufMetadata metadata;
    private final String architecture;
    private final Set<String> used;

    private GgufConfig(GgufParts file) {
        this.file = file;
        this.metadata = file.metadata();
        this.architecture = metadata.text(ARCHITECTURE).orElse("nothing");
        this.used = new HashSet<>();
    }

    /**
     * Its config.json.
     *
     * @throws IllegalArgumentException if the file asks for something that is not known, by name
     */
    static ConfigDocument of(GgufParts file) {
        return ConfigDocument.of(new GgufConfig(file).values());
    }

    private Map<String, Object> values() {
        String family = FAMILIES.get(architecture);
        if (family == null) {
            throw new IllegalArgumentException(ARCHITECTURE + " must be one of "
                    + FAMILIES.keySet().stream().sorted().toList() + ", got " + architecture);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("architectures", List.of(family));
        values.put("model_type", architecture);
        int width = integer("embedding_length");
        int heads = integer("attention.head_count");
        values.put("vocab_size", rows(GgufNames.EMBEDDING));
        values.put("hidden_size", width);
        values.put("intermediate_size", integer("feed_forward_length"));
        values.put("num_hidden_layers", integer("block_count"));
        values.put("num_attention_heads", heads);
        values.put("num_key_value_heads", integer("attention.head_count_kv", heads));
        int headWidth = integer("attention.key_length", width / Math.max(1, heads));
        values.put("head_dim", headWidth);
        only("attention.value_length", headWidth);
        only("rope.dimension_count", headWidth);
        only("expert_count", 0);
        only("expert_used_count", 0);
        values.put("rms_norm_eps", decimal("attention.layer_norm_rms_epsilon", 1e-5));
        values.put("rope_theta", decimal("rope.freq_base", 10_000));
        values.put("max_position_embeddings", integer("context_length"));
        values.put("tie_word_embeddings", !file.tensors().containsKey(GgufNames.HEAD));
        scaling(headWidth, decimal("rope.freq_base", 10_000)).ifPresent(scaling -> values.put("rope_scaling", scaling));
        specialTokens(values);
        refuseOthers();
        return values;
    }

    private void specialTokens(Map<String, Object> values) {
        List<Object> ends = new ArrayList<>();
        for (String role : List.of("eos", "eot", "eom")) {
            token(role).filter(id -> !ends.contains(id)).ifPresent(ends::add);
        }
        values.put("eos_token_id", ends);
        token("bos").ifPresent(id -> values.put("bos_token_id", id));
        token("padding").ifPresent(id -> values.put("pad_token_id", id));
    }

    private Optional<Integer> token(String role) {
        return metadata.integer("tokenizer.ggml." + role + "_token_id").map(Math::toIntExact);
    }

    /**
     * The rotary scaling. llama.cpp writes that of Llama 3 as one divisor per frequency; the numbers that make these
     * divisors are looked for, and refused if they are not those of Llama 3.
     */
    private Optional<Map<String, Object>> scaling(int headWidth, double theta) {
        String type = text("rope.scaling.type").orElse("none");
        double factor = decimal("rope.scaling.factor", 1);
        int original = integer("rope.scaling.original_context_length", 8192);
        if (!type.equals("none") && !(type.equals("linear") && factor == 1)) {
            throw new IllegalArgumentException(
                    architecture + ".rope.scaling.type must be none, got " + type + " with factor " + factor);
        }
        if (!file.tensors().containsKey(GgufNames.ROTARY_DIVISORS)) {
            return Optional.empty();
        }
        float[] divisors = divisors(headWidth / 2);
        float largest = 1;
        for (float divisor : divisors) {
            largest = Math.max(largest, divisor);
        }
        Llama3Scaling scaling = new Llama3Scaling(largest, 1, 4, original);
        for (int i = 0; i < divisors.length; i++) {
            float frequency = (float) Math.pow(theta, -2.0 * i / headWidth);
            float expected = frequency / scaling.scale(frequency);
            if (Math.abs(divisors[i] - expected) > 1e-4f * expected) {
                throw new IllegalArgumentException(GgufNames.ROTARY_DIVISORS + " must be those of Llama 3 for factor "
                        + largest + " and " + original + " positions, got " + divisors[i] + " in place of " + expected
                        + " at " + i);
            }
        }
        return Optional.of(Map.of(
                "rope_type",
                "llama3",
                "factor",
                (double) largest,
                "low_freq_factor",
                1.0,
                "high_freq_factor",
                4.0,
                "original_max_position_embeddings",
                original));
    }

    private float[] divisors(int count) {
        GgufTensor tensor = tensor(GgufNames.ROTARY_DIVISORS);
        if (tensor.elements() != count) {
            throw new IllegalArgumentException(
                    GgufNames.ROTARY_DIVISORS + " must have " + count + " numbers, got " + tensor.elements());
        }
        float[] divisors = new float[count];
        int[] filled = {0};
        file.read(GgufNames.ROTARY_DIVISORS, (numbers, part) -> {
            System.arraycopy(numbers, 0, divisors, filled[0], part);
            filled[0] += part;
        });
        return divisors;
    }

    private int rows(String name) {
        return Math.toIntExact(tensor(name).shape().get(0));
    }

    private GgufTensor tensor(String name) {
        GgufTensor tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("tensor " + name + " is missing");
        }
        return tensor;
    }

    private String key(String name) {
        used.add(name);
        return architecture + "." + name;
    }

    private Optional<String> text(String name) {
        return metadata.text(key(name));
    }

    private int integer(String name) {
        return metadata.integer(key(name))
                .map(Math::toIntExact)
                .orElseThrow(() -> new IllegalArgumentException(key(name) + " is missing"));
    }

    private int integer(String name, int otherwise) {
        return metadata.integer(key(name)).map(Math::toIntExact).orElse(otherwise);
    }

    private double decimal(String name, double otherwise) {
        return metadata.decimal(key(name)).orElse(otherwise);
    }

    private void only(String name, int allowed) {
        int value = integer(name, allowed);
        if (value != allowed) {
            throw new IllegalArgumentException(
                    key(name) + " must be " + allowed + ", got " + value + ": not supported");
        }
    }

    private void refuseOthers() {
        for (String key : metadata.keys()) {
            String name = key.startsWith(architecture + ".") ? key.substring(architecture.length() + 1) : "";
            if (!name.isEmpty() && !used.contains(name) && !WITHOUT_EFFECT.contains(name)) {
                throw new IllegalArgumentException(
                        key + " is not supported, got " + metadata.values().get(key));
            }
        }
    }
}
