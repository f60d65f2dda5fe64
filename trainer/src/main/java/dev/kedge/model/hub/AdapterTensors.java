package dev.kedge.model.hub;

import dev.kedge.model.AdapterPlan;
import dev.kedge.model.ParameterSlot;
import java.util.ArrayList;
import java.util.List;

/** The names and shapes of the tensors in the files of adapters, as PEFT stores them. */
final class AdapterTensors {

    private static final String PREFIX = "base_model.model.";

    private AdapterTensors() {}

    static String down(String module) {
        return PREFIX + module + (isEmbedding(module) ? ".lora_embedding_A" : ".lora_A.weight");
    }

    static String up(String module) {
        return PREFIX + module + (isEmbedding(module) ? ".lora_embedding_B" : ".lora_B.weight");
    }

    static String upBias(String module) {
        return PREFIX + module + ".lora_B.bias";
    }

    static String magnitude(String module) {
        return PREFIX + module + ".lora_magnitude_vector";
    }

    static String whole(String module) {
        return PREFIX + module + ".weight";
    }

    /** The weight itself of a module that has a product beside it. */
    static String beside(String module) {
        return PREFIX + module + ".base_layer.weight";
    }

    static String bias(String module, boolean adapted) {
        return PREFIX + module + (adapted ? ".base_layer.bias" : ".bias");
    }

    static String rows(String module) {
        return PREFIX + module + ".token_adapter.trainable_tokens_delta";
    }

    /** A row of an embedding is an input there, and an output of a matrix. */
    static boolean isEmbedding(String module) {
        return module.equals(AdapterModules.EMBEDDING);
    }

    /** What must be there. */
    static List<ParameterSlot> needed(AdapterModules modules, AdapterSettings settings) {
        List<ParameterSlot> needed = new ArrayList<>();
        modules.targets().forEach((module, size) -> addProduct(needed, module, size, modules, settings));
        for (String module : modules.saved()) {
            add(needed, whole(module), modules.weight(module).shape());
            if (modules.hasBias(module)) {
                add(needed, bias(module, false), modules.outputs(module));
            }
        }
        for (String module : modules.biases()) {
            if (!modules.saved().contains(module)) {
                add(needed, bias(module, modules.targets().containsKey(module)), modules.outputs(module));
            }
        }
        modules.tokens()
                .forEach((module, rows) -> add(
                        needed,
                        rows(module),
                        rows.size(),
                        modules.weight(module).shape()[1]));
        return needed;
    }

    private static void addProduct(
            List<ParameterSlot> needed,
            String module,
            AdapterPlan.Size size,
            AdapterModules modules,
            AdapterSettings settings) {
        long[] shape = modules.weight(module).shape();
        long inputs = isEmbedding(module) ? shape[0] : shape[1];
        long outputs = isEmbedding(module) ? shape[1] : shape[0];
        add(needed, down(module), size.rank(), inputs);
        add(needed, up(module), outputs, size.rank());
        if (settings.directions()) {
            add(needed, magnitude(module), outputs);
        }
        if (settings.productBias()) {
            add(needed, upBias(module), outputs);
        }
    }

    private static void add(List<ParameterSlot> slots, String name, long... shape) {
        slots.add(new ParameterSlot(name, shape, 0));
    }

    /** Embedding and head themselves, which PEFT stores of its own accord where they are targets or were resized. */
    static List<String> optional(AdapterModules modules) {
        List<String> optional = new ArrayList<>();
        for (String module : List.of(AdapterModules.EMBEDDING, AdapterModules.HEAD)) {
            if (modules.targets().containsKey(module)) {
                optional.add(beside(module));
            } else if (!modules.saved().contains(module) && !modules.tokens().containsKey(module)) {
                optional.add(whole(module));
            }
        }
        return optional;
    }
}
