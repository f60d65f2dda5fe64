package dev.kedge.objective;

import dev.kedge.config.ConfigException;
import dev.kedge.config.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
     * @param name what the recipe says; {@code ppo} is {@code ppo-clip}, {@code reinforce++} is
     *     {@code reinforce-plus-plus}
     * @throws ConfigException if there is none of that name; it asks for the one that was probably meant
     */
    public static Preset named(String name) {
        String wanted =
                Optional.ofNullable(PresetCatalogue.ALSO_CALLED.get(name)).orElse(name);
        return all().stream()
                .filter(preset -> preset.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ConfigException("objective.preset", unknown(name)));
    }

    private static String unknown(String name) {
        List<String> names = all().stream().map(Preset::name).toList();
        List<String> known = Stream.concat(
                        names.stream(),
                        PresetCatalogue.ALSO_CALLED.keySet().stream().sorted())
                .toList();
        return "must be one of " + String.join(", ", names) + ", got " + name + NearestName.question(name, known);
    }
}
