package dev.kedge.model.hub;

import dev.kedge.hub.DownloadListener;
import dev.kedge.hub.Hub;
import dev.kedge.hub.HubSettings;
import dev.kedge.model.AdapterPlan;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.LowRankAdapters;
import dev.kedge.model.ParameterSlot;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A directory of low-rank adapters as the PEFT library writes it: {@code adapter_config.json} and
 * {@code adapter_model.safetensors}, or {@code adapter_model.bin}.
 */
public final class AdapterDirectory {

    static final String CONFIG = "adapter_config.json";
    private static final String WEIGHTS = "adapter_model.safetensors";
    private static final String OLDER_WEIGHTS = "adapter_model.bin";

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

    /** A folder of adapters right below one that is none, where PEFT puts those that have a name. */
    static Optional<Path> below(Path directory) {
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.filter(AdapterDirectory::isOne).sorted().findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + directory, e);
        }
    }

    /**
     * The model that adapters are for, as their configuration names it.
     *
     * @param directory of the adapters
     * @return a directory that exists: the name as a path, that path seen from the adapters' directory, or a model of
     *     the Hugging Face hub in the cache of Python's tools
     * @throws IllegalArgumentException if there is none
     */
    public static Path base(Path directory) {
        Path file = directory.resolve(CONFIG);
        ConfigDocument document = JsonFile.read(file);
        String name = document.text("base_model_name_or_path").orElse("");
        Optional<Path> base = new BaseModelName(name, document.text("revision"))
                .found(directory, new Hub(HubSettings.ofEnvironment(), DownloadListener.SILENT));
        if (base.isPresent()) {
            return base.get();
        }
        throw new IllegalArgumentException(
                file + ": base_model_name_or_path must be the folder of a model, got "
                        + (name.isEmpty()
                                ? "nothing"
                                : "\"" + name
                                        + "\", which is no folder here and not in the Hugging Face cache (kedge download puts it there)"));
    }

    /** The file of their weights. */
    static Path weights(Path directory) {
        Path older = directory.resolve(OLDER_WEIGHTS);
        Path weights = directory.resolve(WEIGHTS);
        return Files.exists(older) && !Files.exists(weights) ? older : weights;
    }

    /**
     * Reads which matrices have adapters and of what size, to train them on.
     *
     * @param directory that {@link #isOne}
     * @param decoder the shape of the model they are for
     * @throws IllegalArgumentException if it asks for what is not supported, or for more than products beside matrices
     */
    public static AdapterPlan plan(Path directory, DecoderConfig decoder) {
        Content content = content(directory, decoder);
        try (StoredWeights stored = StoredWeights.single(weights(directory))) {
            List<String> more = content.more(stored);
            if (!more.isEmpty()) {
                throw new IllegalArgumentException(directory.resolve(CONFIG) + ": such adapters are used, merged and"
                        + " exported, but not trained on: " + String.join(", ", more)
                        + "; kedge merge makes a model of them, which is");
            }
        }
        return content.modules().plan();
    }

    /** The settings of a configuration and the modules of a model that they speak of. */
    record Content(AdapterSettings settings, AdapterModules modules) {

        /** What makes adapters more than products beside matrices. */
        List<String> more(WeightSource stored) {
            List<String> more = new ArrayList<>(modules.more());
            AdapterTensors.optional(modules).stream()
                    .filter(stored.tensors()::containsKey)
                    .forEach(more::add);
            return more;
        }
    }

    /** What the configuration says, found in a model. */
    static Content content(Path directory, DecoderConfig decoder) {
        ConfigDocument document = JsonFile.read(directory.resolve(CONFIG));
        return naming(directory, () -> {
            AdapterSettings settings = AdapterSettings.read(document);
            return new Content(settings, new AdapterModules(settings, decoder));
        });
    }

    /** Names the file in what is thrown. */
    static <T> T naming(Path directory, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            Path file = directory.resolve(CONFIG);
            throw message.startsWith(directory.toString()) ? e : new IllegalArgumentException(file + ": " + message, e);
        }
    }

    /**
     * Writes adapters. Each file appears whole or not at all; the configuration comes last.
     *
     * @param directory made if it does not exist
     * @param adapters what is written, as float32
     * @param base the directory of the model they are for, which the configuration names: by its name on the Hugging
     *     Face hub if it lies in the cache of Python's tools, else by its path from {@code directory}
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
        JsonFile.write(
                directory.resolve(CONFIG),
                document(
                        adapters.plan(),
                        adapters.plan().modules(adapters.decoder()),
                        BaseModelName.of(directory, base)));
    }

    private static ObjectNode document(AdapterPlan plan, List<String> modules, BaseModelName base) {
        AdapterPlan.Size usual = plan.sizes().values().iterator().next();
        ObjectNode document = JsonFile.object()
                .put("peft_type", "LORA")
                .put("task_type", "CAUSAL_LM")
                .put("base_model_name_or_path", base.name())
                .put("r", usual.rank())
                .put("lora_alpha", usual.alpha())
                .put("lora_dropout", plan.dropout())
                .put("use_rslora", plan.rankStabilized())
                .put("use_dora", false)
                .put("bias", "none")
                .put("fan_in_fan_out", false)
                .put("inference_mode", true)
                .put("init_lora_weights", true);
        base.revision().ifPresent(revision -> document.put("revision", revision));
        document.putNull("modules_to_save");
        document.putNull("layers_to_transform");
        document.putNull("layers_pattern");
        ObjectNode ranks = document.putObject("rank_pattern");
        ObjectNode alphas = document.putObject("alpha_pattern");
        plan.sizes().forEach((weight, size) -> {
            if (size.rank() != usual.rank()) {
                ranks.put(module(weight), size.rank());
            }
            if (size.alpha() != usual.alpha()) {
                alphas.put(module(weight), size.alpha());
            }
        });
        ArrayNode targets = document.putArray("target_modules");
        modules.forEach(targets::add);
        return document;
    }

    private static String module(String weight) {
        return weight.substring(0, weight.length() - ".weight".length());
    }
}
