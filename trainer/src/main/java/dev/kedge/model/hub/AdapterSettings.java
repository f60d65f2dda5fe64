package dev.kedge.model.hub;

import dev.kedge.model.ConfigDocument;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * The settings of PEFT's {@code LoraConfig} that make adapters more than a product of two matrices beside the weights
 * as they are. Each has a neutral value, and any other is refused by name; so is a setting of a later PEFT that is not
 * neutral.
 */
final class AdapterSettings {

    /** What is read, or says nothing about what the adapters are. */
    private static final Set<String> KNOWN = Set.of(
            "r",
            "lora_alpha",
            "lora_dropout",
            "use_rslora",
            "target_modules",
            "base_model_name_or_path",
            "auto_mapping",
            "revision",
            "inference_mode",
            "peft_version",
            // Only together with settings that are refused.
            "megatron_core",
            "qalora_group_size");

    /**
     * Ways to draw the first adapters that leave the weights beside them as they are. PiSSA, OLoRA, CorDA, LoftQ and
     * LoRA-GA change these, each time that PEFT loads such adapters; EVA gives layers different ranks.
     */
    private static final Object[] PLAIN_INITIALIZATION = {true, false, "gaussian", "orthogonal"};

    private AdapterSettings() {}

    /**
     * Refuses what is more.
     *
     * @throws IllegalArgumentException naming the setting
     */
    static void requirePlain(ConfigDocument document) {
        document.only("peft_type", "LORA");
        document.only("task_type", "CAUSAL_LM");
        document.only("bias", "none");
        document.only("init_lora_weights", PLAIN_INITIALIZATION);
        for (String key : document.keys()) {
            boolean checked = Set.of("peft_type", "task_type", "bias", "init_lora_weights")
                    .contains(key);
            if (!checked && !KNOWN.contains(key)) {
                document.value(key).filter(value -> !isNeutral(value)).ifPresent(value -> {
                    throw new IllegalArgumentException(key + " must be "
                            + (value instanceof Boolean ? "false" : "empty") + ", got " + value + ": not supported");
                });
            }
        }
    }

    private static boolean isNeutral(Object value) {
        return value.equals(false)
                || value.equals("")
                || (value instanceof Collection<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }
}
