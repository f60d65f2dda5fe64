package dev.kedge.model.hub;

import dev.kedge.model.ConfigDocument;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The layers that {@code layers_to_transform} chooses; all of them without it. */
final class LayerSelection {

    private static final String LAYERS = "layers_to_transform";
    private static final Pattern ANY = Pattern.compile(".*?\\.[^.]*\\.(?<index>\\d+)\\.");

    private final Set<Integer> layers;
    private final List<Pattern> patterns;

    private LayerSelection(Set<Integer> layers, List<Pattern> patterns) {
        this.layers = layers;
        this.patterns = patterns;
    }

    static LayerSelection read(ConfigDocument document) {
        Set<Integer> layers = new LinkedHashSet<>();
        List<?> given = document.value(LAYERS).filter(Integer.class::isInstance).isPresent()
                ? List.of(document.integer(LAYERS))
                : document.list(LAYERS);
        for (Object layer : given) {
            if (!(layer instanceof Integer index)) {
                throw new IllegalArgumentException(LAYERS + " must be a list of integers, got " + layer + " in it");
            }
            layers.add(index);
        }
        List<String> names = document.value("layers_pattern")
                        .filter(String.class::isInstance)
                        .isPresent()
                ? document.text("layers_pattern").filter(name -> !name.isEmpty()).stream()
                        .toList()
                : ModuleNames.names(document, "layers_pattern");
        List<Pattern> patterns = new ArrayList<>();
        names.forEach(name -> patterns.add(
                ModuleNames.pattern("layers_pattern", "(?:^|.*?\\.)(?:" + name + ")\\.(?<index>\\d+)\\.")));
        return new LayerSelection(layers, patterns.isEmpty() ? List.of(ANY) : patterns);
    }

    boolean isAll() {
        return layers.isEmpty();
    }

    /** Whether a module is in one of the layers. */
    boolean has(String module) {
        if (isAll()) {
            return true;
        }
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(module);
            if (matcher.lookingAt()) {
                return layers.contains(Integer.parseInt(matcher.group("index")));
            }
        }
        return false;
    }
}
