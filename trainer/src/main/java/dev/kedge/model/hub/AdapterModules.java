package dev.kedge.model.hub;

import dev.kedge.model.AdapterPlan;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderParameters;
import dev.kedge.model.ParameterSlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The modules of a decoder that {@link AdapterSettings} speak of, found in PEFT's order: what is excluded, then what is
 * stored whole, then what is a target.
 */
final class AdapterModules {

    static final String EMBEDDING = "model.embed_tokens";
    static final String HEAD = "lm_head";
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    private final AdapterSettings settings;
    private final boolean tied;
    private final Map<String, ParameterSlot> weights = new LinkedHashMap<>();
    private final Map<String, ParameterSlot> biases = new LinkedHashMap<>();
    private final SortedMap<String, AdapterPlan.Size> targets = new TreeMap<>();
    private final Set<String> saved = new LinkedHashSet<>();
    private final Map<String, List<Integer>> tokens = new LinkedHashMap<>();

    /**
     * Finds them.
     *
     * @throws IllegalArgumentException if a target is no matrix, is stored whole too, or there is none
     */
    AdapterModules(AdapterSettings settings, DecoderConfig decoder) {
        this.settings = settings;
        this.tied = decoder.tiedEmbeddings();
        for (ParameterSlot slot : DecoderParameters.slots(decoder)) {
            boolean bias = slot.name().endsWith(BIAS);
            (bias ? biases : weights).put(module(slot.name(), bias ? BIAS : WEIGHT), slot);
        }
        ParameterSlot embedding = weight(EMBEDDING);
        weights.putIfAbsent(HEAD, new ParameterSlot(HEAD + WEIGHT, embedding.shape(), 0));
        findSaved();
        findTargets();
        findTokens();
        tie();
        if (targets.isEmpty() && saved.isEmpty() && tokens.isEmpty()) {
            throw new IllegalArgumentException("target_modules chooses no module of the model");
        }
    }

    private static String module(String name, String ending) {
        return name.substring(0, name.length() - ending.length());
    }

    private void findSaved() {
        for (String module : weights.keySet()) {
            boolean whole = withParents(module).stream()
                    .anyMatch(path -> settings.saved().stream().anyMatch(path::endsWith));
            if (whole) {
                saved.add(module);
            }
        }
    }

    private void findTargets() {
        Set<String> others = new LinkedHashSet<>();
        for (String module : weights.keySet()) {
            others.addAll(withParents(module));
        }
        for (String module : weights.keySet()) {
            if (weight(module).shape().length == 2) {
                others.remove(module);
                if (isTarget(module)) {
                    targets.put(module, settings.sizes().of(module));
                }
            }
        }
        others.stream().filter(this::isTarget).findFirst().ifPresent(module -> {
            throw new IllegalArgumentException("target_modules chooses " + module + ", which is no matrix");
        });
        targets.keySet().stream().filter(saved::contains).findFirst().ifPresent(module -> {
            throw new IllegalArgumentException(
                    "modules_to_save and target_modules both choose " + module + ": not supported");
        });
    }

    private boolean isTarget(String module) {
        if (settings.excluded().filter(names -> names.has(module)).isPresent()) {
            return false;
        }
        boolean whole = settings.saved().stream()
                .anyMatch(name -> ModuleNames.pattern("modules_to_save", "(?:^|.*\\.)(?:" + name + ")(?:$|\\..*)")
                        .matcher(module)
                        .lookingAt());
        if (whole) {
            return false;
        }
        if (settings.targets().isEmpty()) { // every matrix of the layers, as if listed by its whole path
            return weights.containsKey(module)
                    && weight(module).shape().length == 2
                    && !module.equals(HEAD)
                    && !module.equals(EMBEDDING);
        }
        ModuleNames names = settings.targets().get();
        boolean byPath =
                names instanceof ModuleNames.Listed listed && listed.names().contains(module);
        return names.has(module) && (byPath || settings.layers().has(module));
    }

    /** {@code a.b.c}, {@code a.b}, {@code a}. */
    private static List<String> withParents(String module) {
        List<String> paths = new ArrayList<>();
        for (String path = module; ; path = path.substring(0, path.lastIndexOf('.'))) {
            paths.add(path);
            if (path.indexOf('.') < 0) {
                return paths;
            }
        }
    }

    private void findTokens() {
        settings.tokens().forEach((name, rows) -> {
            String module = List.of(EMBEDDING, HEAD).stream()
                    .filter(path -> path.endsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "trainable_token_indices must be of embed_tokens or lm_head, got " + name));
            int vocabulary = (int) weight(module).shape()[0];
            rows.stream().filter(row -> row >= vocabulary).findFirst().ifPresent(row -> {
                throw new IllegalArgumentException(
                        "trainable_token_indices must be below " + vocabulary + ", got " + row);
            });
            if (saved.contains(module) || targets.containsKey(module)) {
                throw new IllegalArgumentException(
                        "trainable_token_indices must not be of " + module + ", which is adapted as a whole");
            }
            tokens.put(module, rows);
        });
        List<Integer> rows = tokens.getOrDefault(EMBEDDING, List.of());
        if (tied && rows.equals(tokens.getOrDefault(HEAD, List.of()))) {
            tokens.remove(HEAD); // the one matrix has them
        }
        if (tied
                && !rows.isEmpty()
                && !tokens.containsKey(HEAD)
                && (saved.contains(HEAD) || targets.containsKey(HEAD))) {
            throw new IllegalArgumentException(
                    "trainable_token_indices must be absent where the head alone is adapted");
        }
    }

    private void tie() {
        if (!settings.tying() || !tied) {
            return;
        }
        if (saved.contains(EMBEDDING)) {
            saved.add(HEAD);
        }
        AdapterPlan.Size size = targets.get(EMBEDDING);
        if (size != null) {
            targets.put(HEAD, size);
        }
        boolean embedding = saved.contains(EMBEDDING) || size != null || tokens.containsKey(EMBEDDING);
        if (!embedding && (saved.contains(HEAD) || targets.containsKey(HEAD) || tokens.containsKey(HEAD))) {
            throw new IllegalArgumentException("ensure_weight_tying must be false where the head alone is adapted");
        }
    }

    /** The matrix or vector of a module. */
    ParameterSlot weight(String module) {
        ParameterSlot slot = weights.get(module);
        if (slot == null) {
            throw new IllegalArgumentException("the model has no " + module);
        }
        return slot;
    }

    boolean hasBias(String module) {
        return biases.containsKey(module);
    }

    /** How many numbers a module's bias has. */
    long outputs(String module) {
        return weight(module).shape()[0];
    }

    /** Modules with a product of two matrices, and the size of each. */
    SortedMap<String, AdapterPlan.Size> targets() {
        return targets;
    }

    /** Modules that are stored whole. */
    Set<String> saved() {
        return saved;
    }

    /** Rows that are stored, by module. */
    Map<String, List<Integer>> tokens() {
        return tokens;
    }

    /** Modules whose bias is stored. */
    List<String> biases() {
        return switch (settings.biases()) {
            case NONE -> List.of();
            case ALL -> List.copyOf(biases.keySet());
            case LORA_ONLY ->
                biases.keySet().stream()
                        .filter(module -> targets.containsKey(module))
                        .toList();
        };
    }

    /** Whether the head is no longer the embedding. */
    boolean unties() {
        boolean head = saved.contains(HEAD) || targets.containsKey(HEAD) || tokens.containsKey(HEAD);
        return tied && (head || saved.contains(EMBEDDING) || targets.containsKey(EMBEDDING));
    }

    /** Products beside the matrices of layers, and nothing else: what can be trained on. */
    AdapterPlan plan() {
        SortedMap<String, AdapterPlan.Size> sizes = new TreeMap<>();
        targets.forEach((module, size) -> sizes.put(weight(module).name(), size));
        return new AdapterPlan(sizes, settings.rankStabilized(), settings.dropout());
    }

    /** The settings that make more of adapters than a plan says, in words; empty if there are none. */
    List<String> more() {
        List<String> more = new ArrayList<>();
        add(more, settings.directions(), "use_dora");
        add(more, settings.biases() != AdapterSettings.StoredBiases.NONE, "bias");
        add(more, settings.productBias(), "lora_bias");
        add(more, settings.change() != BaseChange.NONE, "init_lora_weights");
        add(more, !saved.isEmpty(), "modules_to_save");
        add(more, !tokens.isEmpty(), "trainable_token_indices");
        add(more, targets.containsKey(EMBEDDING) || targets.containsKey(HEAD), "target_modules");
        return more;
    }

    private static void add(List<String> all, boolean there, String name) {
        if (there) {
            all.add(name);
        }
    }
}
