package dev.kedge.objective;

import dev.kedge.config.ConfigException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A published algorithm as a named combination of the axes.
 *
 * @param name what {@code objective.preset} says
 * @param citation where it was published
 * @param note what was chosen where the publication leaves room
 * @param axes the lines of a recipe's {@code objective} that say it
 * @param objective the combination
 */
public record Preset(String name, String citation, String note, List<String> axes, ObjectiveConfig objective) {

    private static final List<Preset> ALL = PresetCatalogue.ALL.stream()
            .map(text -> new Preset(text.name(), text.citation(), text.note(), text.axes(), text.objective()))
            .toList();

    /** Keeps its own copy. */
    public Preset {
        axes = List.copyOf(axes);
    }

    /**
     * Every preset, in the order of the documentation.
     *
     * @return each name once
     */
    public static List<Preset> all() {
        return ALL;
    }

    /**
     * One preset.
     *
     * @param name what the recipe says
     * @throws ConfigException if there is none of that name
     */
    public static Preset named(String name) {
        return all().stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        "objective.preset",
                        "must be one of " + all().stream().map(Preset::name).collect(Collectors.joining(", "))
                                + ", got " + name));
    }
}
