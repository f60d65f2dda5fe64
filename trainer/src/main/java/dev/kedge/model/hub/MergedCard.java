package dev.kedge.model.hub;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The card of a model that adapters were merged into. */
public final class MergedCard {

    private MergedCard() {}

    /**
     * Writes the card, with what the adapters' own card says of their training.
     *
     * @param directory of the merged model
     * @param adapters that were merged
     * @param base the model they are for
     * @param title such as the name of the folder
     */
    public static void write(Path directory, Path adapters, Path base, String title) {
        Map<String, Object> keys = new LinkedHashMap<>(ModelCard.origin(directory, base));
        keys.put("library_name", "transformers");
        keys.put("pipeline_tag", "text-generation");
        keys.put("tags", List.of("kedge", "lora", "merged"));
        String body = "# " + title.replaceAll("[^A-Za-z0-9._ -]", "-") + "\n\n"
                + CardSections.subject(false, directory, base)
                + " with low-rank adapters (LoRA) merged into its weights by [Kedge](https://kedge.dev).\n\n"
                + CardSections.license(base)
                + CardSections.training(adapters.resolve(ModelCard.FILE)).orElse("")
                + CardSections.loading(false);
        new ModelCard(keys, body).write(directory);
    }
}
