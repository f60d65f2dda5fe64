package dev.kedge.model.hub;

import dev.kedge.model.AdapterPlan;
import dev.kedge.model.ConfigDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rank and alpha of each module by PEFT's rule: those of the first pattern, in the file's order, that matches the
 * end of the module's path; else {@code r} and {@code lora_alpha}.
 */
final class AdapterSizes {

    private final int rank;
    private final double alpha;
    private final Map<Pattern, Double> ranks;
    private final Map<Pattern, Double> alphas;

    private AdapterSizes(int rank, double alpha, Map<Pattern, Double> ranks, Map<Pattern, Double> alphas) {
        this.rank = rank;
        this.alpha = alpha;
        this.ranks = ranks;
        this.alphas = alphas;
    }

    static AdapterSizes read(ConfigDocument document) {
        return new AdapterSizes(
                document.integer("r"),
                document.decimal("lora_alpha"),
                patterns(document, "rank_pattern"),
                patterns(document, "alpha_pattern"));
    }

    private static Map<Pattern, Double> patterns(ConfigDocument document, String key) {
        Map<Pattern, Double> patterns = new LinkedHashMap<>();
        document.value(key).ifPresent(value -> {
            if (!(value instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(key + " must be an object, got " + value);
            }
            map.forEach((name, number) -> {
                if (!(number instanceof Number size)) {
                    throw new IllegalArgumentException(key + "." + name + " must be a number, got " + number);
                }
                patterns.put(ModuleNames.pattern(key, "(?:.*\\.)?(?:" + name + ")$"), size.doubleValue());
            });
        });
        return patterns;
    }

    AdapterPlan.Size of(String module) {
        double own = first(ranks, module, rank);
        if (own != Math.rint(own)) {
            throw new IllegalArgumentException("rank_pattern must have whole numbers, got " + own);
        }
        return new AdapterPlan.Size((int) own, first(alphas, module, alpha));
    }

    private static double first(Map<Pattern, Double> patterns, String module, double otherwise) {
        return patterns.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(module).lookingAt())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }
}
