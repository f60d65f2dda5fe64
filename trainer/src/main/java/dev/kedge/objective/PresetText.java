package dev.kedge.objective;

import dev.kedge.api.ForeignKinds;
import dev.kedge.config.Catalogues;
import dev.kedge.config.ConfigException;
import dev.kedge.config.RecipeReader;
import java.util.List;

/**
 * A preset as a recipe would write it, on top of plain GRPO without a condition.
 *
 * @param name what {@code objective.preset} says
 * @param citation where it was published
 * @param note what was chosen where the publication leaves room
 * @param axes the lines of a recipe's {@code objective} that say it
 */
record PresetText(String name, String citation, String note, List<String> axes) {

    private static final Catalogues CATALOGUES = ObjectiveCatalogue.catalogues(ForeignKinds.none());

    static PresetText preset(String name, String citation, String note, String... axes) {
        return new PresetText(name, citation, note, List.of(axes));
    }

    /** What it means. */
    ObjectiveConfig objective() {
        return objective(name, axes.toArray(String[]::new));
    }

    /** What a recipe's {@code objective} with these lines means. */
    static ObjectiveConfig objective(String name, String... axes) {
        try {
            return new RecipeReader<>(ObjectiveConfig.class, CATALOGUES, written -> ObjectiveConfig.PLAIN)
                    .read("preset " + name, "preset: " + name + "\n" + String.join("\n", axes), List.of())
                    .value();
        } catch (ConfigException e) {
            throw new ConfigException("objective." + e.path(), e.problem());
        }
    }
}
