package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.LayerKind;
import dev.kedge.model.LinearScaling;
import dev.kedge.model.Llama3Scaling;
import dev.kedge.model.ProportionalScaling;
import dev.kedge.model.RotaryParameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that stand in several places of config.json are read in the order that transformers 5.24 reads them. */
class ConfigPrecedenceTest {

    private static Map<String, @Nullable Object> config(String type) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("model_type", type);
        values.put("vocab_size", 11);
        values.put("hidden_size", 16);
        values.put("intermediate_size", 24);
        values.put("num_hidden_layers", 2);
        values.put("num_attention_heads", 4);
        values.put("num_key_value_heads", 2);
        values.put("head_dim", 4);
        values.put("max_position_embeddings", 64);
        return values;
    }

    private static DecoderConfig read(Map<String, @Nullable Object> values) {
        ConfigDocument document = ConfigDocument.of(values);
        return Families.of(document).read(document);
    }

    private static RotaryParameters rope(Map<String, ?> others) {
        Map<String, @Nullable Object> values = config("llama");
        values.putAll(others);
        return read(values).rope();
    }

    private static Map<String, Object> llama3(Map<String, ?> others) {
        Map<String, Object> values =
                new HashMap<>(Map.of("rope_type", "llama3", "factor", 8, "low_freq_factor", 1, "high_freq_factor", 4));
        values.putAll(others);
        return values;
    }

    @Test
    void aThetaInsideGoesBeforeTheOneBesideIt() {
        assertThat(rope(Map.of("rope_theta", 7, "rope_scaling", Map.of("rope_theta", 500)))
                        .theta())
                .isEqualTo(500);
        assertThat(rope(Map.of("rope_theta", 7, "rope_parameters", Map.of("rope_theta", 500)))
                        .theta())
                .isEqualTo(500);
        assertThat(rope(Map.of("rope_theta", 7, "rope_scaling", Map.of("type", "default")))
                        .theta())
                .isEqualTo(7);
    }

    @Test
    void ropeScalingReplacesRopeParametersWhollyUnlessItIsEmpty() {
        Map<String, Object> parameters = llama3(Map.of("rope_theta", 500));
        assertThat(rope(Map.of("rope_scaling", Map.of("rope_type", "default"), "rope_parameters", parameters)))
                .isEqualTo(RotaryParameters.unscaled(10_000));
        assertThat(rope(Map.of("rope_scaling", Map.of(), "rope_parameters", parameters)))
                .isEqualTo(new RotaryParameters(500, Optional.of(new Llama3Scaling(8, 1, 4, 64))));
    }

    @Test
    void theOriginalPositionsBesideGoBeforeThoseInsideAndTheDefaultIsAllPositions() {
        Map<String, Object> inside = llama3(Map.of("original_max_position_embeddings", 32));
        assertThat(rope(Map.of("rope_scaling", inside)).scaling()).contains(new Llama3Scaling(8, 1, 4, 32));
        assertThat(rope(Map.of("rope_scaling", inside, "original_max_position_embeddings", 16))
                        .scaling())
                .contains(new Llama3Scaling(8, 1, 4, 16));
        assertThat(rope(Map.of("rope_scaling", llama3(Map.of()))).scaling()).contains(new Llama3Scaling(8, 1, 4, 64));
    }

    @Test
    void aLinearScalingByOneAndOneWithoutATypeChangeNothing() {
        assertThat(rope(Map.of("rope_scaling", Map.of("type", "linear", "factor", 1.0))))
                .isEqualTo(RotaryParameters.unscaled(10_000));
        assertThat(rope(Map.of("rope_scaling", Map.of("partial_rotary_factor", 1.0))))
                .isEqualTo(RotaryParameters.unscaled(10_000));
        assertThat(rope(Map.of("rope_scaling", Map.of("type", "linear", "factor", 2.0)))
                        .scaling())
                .contains(new LinearScaling(2));
    }

    /** In transformers 5.24 part of a head is turned in Phi-3 only; elsewhere its first pass fails where scaled. */
    @Test
    void aPartOfAHeadHasNoEffectUnscaledAndIsRefusedScaled() {
        assertThat(rope(Map.of("partial_rotary_factor", 0.5))).isEqualTo(RotaryParameters.unscaled(10_000));
        assertThatThrownBy(() -> rope(
                        Map.of("rope_scaling", Map.of("type", "linear", "factor", 2.0, "partial_rotary_factor", 0.5))))
                .hasMessage("rope_scaling.partial_rotary_factor must be 1.0, got 0.5: not supported");
        assertThat(rope(Map.of(
                                "rope_scaling",
                                Map.of("type", "proportional", "factor", 2.0),
                                "partial_rotary_factor",
                                0.5))
                        .scaling())
                .contains(new ProportionalScaling(0.5, 2));
    }

    @Test
    void attentionInBothDirectionsAndOtherKindsOfModelAreRefused() {
        for (Map.Entry<String, Object> other : Map.<String, Object>of(
                        "is_causal", false, "per_layer_config", Map.of("0", Map.of()), "text_config", Map.of())
                .entrySet()) {
            Map<String, @Nullable Object> values = config("qwen3");
            values.put(other.getKey(), other.getValue());
            assertThatThrownBy(() -> read(values)).hasMessageStartingWith(other.getKey() + " must be ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "qwen3"})
    void aWindowThatIsAskedForWithoutALengthIsOneOf4096(String type) {
        Map<String, @Nullable Object> values = config(type);
        values.put("use_sliding_window", true);
        values.put("max_window_layers", 1);
        assertThat(read(values).maxPositions()).isEqualTo(64); // nothing is hidden within 64 positions
        values.put("max_position_embeddings", 5000);
        assertThat(read(values).variant().layerKinds()).containsExactly(LayerKind.FULL, LayerKind.windowed(4096));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rms_norm_eps", "tie_word_embeddings", "max_window_layers", "head_dim", "is_causal"})
    void aNullThatTransformersRefusesIsRefused(String key) {
        Map<String, @Nullable Object> values = config("qwen3");
        values.put(key, null);
        assertThatThrownBy(() -> read(values)).hasMessage(key + " must have a value or be absent, got null");
    }

    @Test
    void withoutAModelTypeThereIsNoModel() {
        Map<String, @Nullable Object> values = config("llama");
        values.remove("model_type");
        values.put("architectures", List.of("LlamaForCausalLM"));
        assertThatThrownBy(() -> read(values)).hasMessage("model_type is missing, must be a string");
    }

    @Test
    void whatHasNoEffectOnTheLogitsIsNoReasonToRefuse() {
        Map<String, @Nullable Object> values = config("llama");
        values.putAll(Map.of("hidden_act", "swish", "attention_dropout", 0.1, "pretraining_tp", 2));
        values.putAll(Map.of("rms_norm_eps", 0.0, "initializer_range", 0.0));
        values.put("num_key_value_heads", null);
        assertThat(read(values).keyValueHeads()).isEqualTo(4);
        Map<String, @Nullable Object> qwen = config("qwen2");
        qwen.put("num_key_value_heads", null);
        assertThat(read(qwen).keyValueHeads()).isEqualTo(4);
        Map<String, @Nullable Object> mistral = config("mistral");
        mistral.put("sliding_window", 64);
        assertThat(read(mistral).maxPositions()).isEqualTo(64);
        mistral.put("sliding_window", 63);
        assertThat(read(mistral).variant().layerKinds())
                .containsExactly(LayerKind.windowed(63), LayerKind.windowed(63));
    }
}
