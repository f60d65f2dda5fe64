package dev.kedge.objective;

import dev.kedge.api.ForeignKinds;
import dev.kedge.config.Catalogues;
import dev.kedge.config.ConfigException;
import dev.kedge.config.RecipeReader;
import java.util.List;

/** The objective of a preset as a recipe would write it, on top of plain GRPO without a condition. */
final class PresetText {

    private static final Catalogues CATALOGUES = ObjectiveCatalogue.catalogues(ForeignKinds.none());

    private PresetText() {}

    static Preset preset(String name, String citation, String note, String... axes) {
        return new Preset(name, citation, note, List.of(axes), objective(name, axes));
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
