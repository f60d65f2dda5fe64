package dev.kedge.model.hub;

import dev.kedge.model.ConfigDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of PEFT's {@code LoraConfig}, as an {@code adapter_config.json} has them. What is not read is refused by
 * name unless its value is neutral; so is a setting of a later PEFT.
 *
 * @param sizes rank and alpha of each module
 * @param rankStabilized whether products are scaled by {@code alpha / √r}
 * @param dropout of training passes
 * @param targets the modules that have adapters; empty for every matrix of the layers
 * @param excluded modules that have none all the same
 * @param layers where targets that are listed apply
 * @param saved names of modules that are stored whole
 * @param biases which biases are stored
 * @param productBias whether products have a bias of their own
 * @param directions whether a matrix is taken as direction and magnitude (DoRA, Liu et al. 2024, arXiv:2402.09353)
 * @param change what is done to the matrices first
 * @param tokens rows of the embedding or the head that are stored, by the module's name
 * @param tying whether what holds for the embedding holds for a head that is tied to it
 */
record AdapterSettings(
        AdapterSizes sizes,
        boolean rankStabilized,
        double dropout,
        Optional<ModuleNames> targets,
        Optional<ModuleNames> excluded,
        LayerSelection layers,
        List<String> saved,
        StoredBiases biases,
        boolean productBias,
        boolean directions,
        BaseChange change,
        Map<String, List<Integer>> tokens,
        boolean tying) {

    private static final String TARGETS = "target_modules";
    private static final String INITIAL = "init_lora_weights";
    private static final String TOKENS = "trainable_token_indices";

    /** The biases of a model that an adapter stores. */
    enum StoredBiases {
        NONE,
        ALL,
        LORA_ONLY
    }

    /** What is read, or says nothing about what the adapters are. */
    private static final Set<String> KNOWN = Set.of(
            "peft_type",
            "task_type",
            "bias",
            INITIAL,
            "r",
            "lora_alpha",
            "lora_dropout",
            "use_rslora",
            TARGETS,
            "exclude_modules",
            "layers_to_transform",
            "layers_pattern",
            "modules_to_save",
            "rank_pattern",
            "alpha_pattern",
            "use_dora",
            "lora_bias",
            TOKENS,
            "ensure_weight_tying",
            "base_model_name_or_path",
            "auto_mapping",
            "revision",
            "inference_mode",
            "peft_version",
            // Only together with settings that are refused.
            "megatron_core",
            "qalora_group_size");

    /**
     * Ways to draw the first adapters, of which nothing is left once they are stored, and two that change the matrices
     * beside them each time that PEFT loads such adapters, by a rule. LoftQ, CorDA and LoRA-GA change them by what is
     * not stored, PiSSA's iterated variant at random.
     */
    private static final Object[] INITIALIZATION = {
        true, false, "gaussian", "orthogonal", "eva", "mica", "pissa", "olora"
    };

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException naming the setting that is missing, wrong or not supported
     */
    static AdapterSettings read(ConfigDocument document) {
        if (!document.has("peft_type")) {
            throw new IllegalArgumentException("peft_type is missing, must be LORA");
        }
        document.only("peft_type", "LORA");
        document.only("task_type", "CAUSAL_LM");
        document.only("bias", "none", "all", "lora_only");
        document.only(INITIAL, INITIALIZATION);
        String initial = document.value(INITIAL).map(String::valueOf).orElse("true");
        requireKnown(document, initial);
        Optional<ModuleNames> targets = targets(document);
        LayerSelection layers = LayerSelection.read(document);
        if (!layers.isAll()
                && document.value(TARGETS).filter(String.class::isInstance).isPresent()) {
            throw new IllegalArgumentException("layers_to_transform must be absent where target_modules is a string");
        }
        return new AdapterSettings(
                AdapterSizes.read(document),
                document.flag("use_rslora", false),
                document.decimal("lora_dropout", 0),
                targets,
                ModuleNames.read(document, "exclude_modules").filter(AdapterSettings::isSome),
                layers,
                ModuleNames.names(document, "modules_to_save"),
                StoredBiases.valueOf(document.text("bias").orElse("none").toUpperCase(Locale.ROOT)),
                document.flag("lora_bias", false),
                document.flag("use_dora", false),
                change(initial),
                tokens(document),
                document.flag("ensure_weight_tying", false));
    }

    private static void requireKnown(ConfigDocument document, String initial) {
        for (String key : document.keys()) {
            boolean spent = key.equals("eva_config") && initial.equals("eva"); // left its ranks in rank_pattern
            if (!spent && !KNOWN.contains(key)) {
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

    private static Optional<ModuleNames> targets(ConfigDocument document) {
        if (document.value(TARGETS).filter(AdapterSettings::isAllLinear).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(ModuleNames.read(document, TARGETS)
                .orElseThrow(() -> new IllegalArgumentException(
                        TARGETS + " is missing, must be a list of modules, an expression or all-linear")));
    }

    private static boolean isAllLinear(Object value) {
        return value instanceof String text && text.toLowerCase(Locale.ROOT).equals("all-linear");
    }

    private static boolean isSome(ModuleNames names) {
        return !(names instanceof ModuleNames.Listed listed && listed.names().isEmpty())
                && !(names instanceof ModuleNames.Expression expression
                        && expression.pattern().pattern().isEmpty());
    }

    private static BaseChange change(String initial) {
        return switch (initial) {
            case "pissa" -> BaseChange.PRINCIPAL;
            case "olora" -> BaseChange.ORTHOGONAL;
            default -> BaseChange.NONE;
        };
    }

    private static Map<String, List<Integer>> tokens(ConfigDocument document) {
        Optional<Object> value = document.value(TOKENS);
        if (value.isEmpty()) {
            return Map.of();
        }
        if (!(value.get() instanceof Map<?, ?> map)) {
            List<Integer> rows = rows(document.list(TOKENS));
            return rows.isEmpty() ? Map.of() : Map.of("embed_tokens", rows);
        }
        TreeMap<String, List<Integer>> tokens = new TreeMap<>();
        map.forEach((module, rows) -> tokens.put(
                String.valueOf(module), rows(rows instanceof List<?> list ? list : List.of(String.valueOf(rows)))));
        return tokens;
    }

    private static List<Integer> rows(List<?> list) {
        List<Integer> rows = new ArrayList<>();
        for (Object row : list) {
            if (!(row instanceof Integer index) || index < 0) {
                throw new IllegalArgumentException(TOKENS + " must be lists of token ids, got " + row);
            }
            rows.add(index);
        }
        return rows;
    }
}
