package dev.kedge.model.hub;

import dev.kedge.gguf.GgufFile;
import dev.kedge.model.AdapterConfig;
import dev.kedge.model.AdapterTarget;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.LowRankAdapters;
import dev.kedge.model.ParameterSlot;
import dev.kedge.model.Precision;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A directory of low-rank adapters as the PEFT library writes it: {@code adapter_config.json} and
 * {@code adapter_model.safetensors}, or {@code adapter_model.bin}.
 */
public final class AdapterDirectory {

    private static final String CONFIG = "adapter_config.json";
    private static final String WEIGHTS = "adapter_model.safetensors";
    private static final String OLDER_WEIGHTS = "adapter_model.bin";
    private static final String ALL_LINEAR = "all-linear";

    private AdapterDirectory() {}

    /**
     * Whether a directory holds adapters and not a model.
     *
     * @param directory any path
     * @return true if it has an adapter_config.json
     */
    public static boolean isOne(Path directory) {
        return Files.isRegularFile(directory.resolve(CONFIG));
    }

    /**
     * The model that adapters are for, as their configuration names it.
     *
     * @param directory of the adapters
     * @return a directory that exists: the name as a path, or that path seen from the adapters' directory
     * @throws IllegalArgumentException if there is none
     */
    public static Path base(Path directory) {
        Path file = directory.resolve(CONFIG);
        String name = JsonFile.read(file).text("base_model_name_or_path").orElse("");
        for (Path candidate : List.of(Path.of(name), directory.resolve(name))) {
            if (!name.isEmpty() && (Files.isDirectory(candidate) || GgufFile.isOne(candidate))) {
                return candidate;
            }
        }
        throw new IllegalArgumentException(file + ": base_model_name_or_path must be the folder of a model, got "
                + (name.isEmpty() ? "nothing" : "\"" + name + "\", which is no folder here"));
    }

    /**
     * Reads adapters.
     *
     * @param directory that {@link #isOne}
     * @param decoder the shape of the model they are to be put on
     * @param precision of their passes and weights
     * @return the adapters; the caller closes them
     * @throws IllegalArgumentException if the configuration asks for what is not supported, or the weights do not fit
     *     it: one line that names the file and the problem
     */
    public static LowRankAdapters load(Path directory, DecoderConfig decoder, Precision precision) {
        AdapterConfig config = config(directory);
        LowRankAdapters adapters = LowRankAdapters.zeros(decoder, config, precision);
        try (StoredWeights stored = StoredWeights.single(weights(directory))) {
            WeightFile.fill(stored, adapters.parameters(), List.of(), CONFIG);
            return adapters;
        } catch (RuntimeException e) {
            adapters.close();
            throw e;
        }
    }

    private static Path weights(Path directory) {
        Path older = directory.resolve(OLDER_WEIGHTS);
        Path weights = directory.resolve(WEIGHTS);
        return Files.exists(older) && !Files.exists(weights) ? older : weights;
    }

    /**
     * Reads which matrices have adapters and of what size.
     *
     * @param directory that {@link #isOne}
     * @throws IllegalArgumentException if it asks for what is not supported
     */
    public static AdapterConfig config(Path directory) {
        Path file = directory.resolve(CONFIG);
        ConfigDocument document = JsonFile.read(file);
        try {
            return read(document);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static AdapterConfig read(ConfigDocument document) {
        if (!document.has("peft_type")) {
            throw new IllegalArgumentException("peft_type is missing, must be LORA");
        }
        AdapterSettings.requirePlain(document);
        return new AdapterConfig(
                document.integer("r"),
                document.decimal("lora_alpha"),
                document.flag("use_rslora", false),
                document.decimal("lora_dropout", 0),
                targets(document));
    }

    private static List<AdapterTarget> targets(ConfigDocument document) {
        if (document.value("target_modules").filter(ALL_LINEAR::equals).isPresent()) {
            return List.of(AdapterTarget.values());
        }
        List<AdapterTarget> targets = new ArrayList<>();
        for (Object module : document.list("target_modules")) {
            targets.add(AdapterTarget.named(String.valueOf(module))
                    .orElseThrow(() -> new IllegalArgumentException("target_modules must be of q_proj, k_proj, v_proj,"
                            + " o_proj, gate_proj, up_proj and down_proj, got " + module + ": not supported")));
        }
        return targets;
    }

    /**
     * Writes adapters. Each file appears whole or not at all; the configuration comes last.
     *
     * @param directory made if it does not exist
     * @param adapters what is written, as float32
     * @param base the directory of the model they are for, which the configuration names
     */
    public static void save(Path directory, LowRankAdapters adapters, Path base) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + directory, e);
        }
        try (Scope scope = Scope.open()) {
            SortedMap<String, Tensor> weights = new TreeMap<>();
            for (ParameterSlot slot : adapters.parameters().slots()) {
                weights.put(slot.name(), adapters.parameters().masterOf(slot.name()));
            }
            TensorFile.write(directory.resolve(WEIGHTS), weights);
        }
        JsonFile.write(directory.resolve(CONFIG), document(adapters.config(), base));
    }

    private static ObjectNode document(AdapterConfig config, Path base) {
        ObjectNode document = JsonFile.object()
                .put("peft_type", "LORA")
                .put("task_type", "CAUSAL_LM")
                .put("base_model_name_or_path", base.toString())
                .put("r", config.rank())
                .put("lora_alpha", config.alpha())
                .put("lora_dropout", config.dropout())
                .put("use_rslora", config.rankStabilized())
                .put("use_dora", false)
                .put("bias", "none")
                .put("fan_in_fan_out", false)
                .put("inference_mode", true)
                .put("init_lora_weights", true);
        document.putNull("modules_to_save");
        document.putNull("layers_to_transform");
        document.putNull("layers_pattern");
        document.putObject("rank_pattern");
        document.putObject("alpha_pattern");
        ArrayNode targets = document.putArray("target_modules");
        config.targets().forEach(target -> targets.add(target.module()));
        return document;
    }
}
