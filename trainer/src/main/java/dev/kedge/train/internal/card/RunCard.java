package dev.kedge.train.internal.card;

import dev.kedge.config.RecipeWriter;
import dev.kedge.hub.HubName;
import dev.kedge.hub.RepositoryKind;
import dev.kedge.internal.run.EvaluationLog;
import dev.kedge.internal.run.Provenance;
import dev.kedge.internal.run.RunPaths;
import dev.kedge.model.hub.CardSections;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.Markdown;
import dev.kedge.model.hub.ModelCard;
import dev.kedge.task.DataFile;
import dev.kedge.tensor.Torch;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The card of what a run trained: {@code README.md} of the run directory. Two equal runs have equal cards; nothing in
 * it is of the machine.
 */
public final class RunCard {

    private final Recipe recipe;
    private final LoadedModel model;
    private final List<DataFile> data;
    private final RunPaths paths;

    /**
     * A card.
     *
     * @param recipe of the run
     * @param model what was trained
     * @param data the files of its prompts
     * @param paths of the run, whose evaluations are read
     */
    public RunCard(Recipe recipe, LoadedModel model, List<DataFile> data, RunPaths paths) {
        this.recipe = recipe;
        this.model = model;
        this.data = List.copyOf(data);
        this.paths = paths;
    }

    /**
     * Writes the card, unless a person has put another there.
     *
     * @throws IOException if the evaluations cannot be read
     */
    public void write() throws IOException {
        new ModelCard(frontMatter(), body()).write(paths.root());
    }

    private boolean adapted() {
        return model.decoder().adapters().isPresent();
    }

    private Map<String, Object> frontMatter() {
        Map<String, Object> keys = new LinkedHashMap<>(ModelCard.origin(paths.root(), model.source()));
        keys.put("library_name", adapted() ? "peft" : "transformers");
        keys.put("pipeline_tag", "text-generation");
        List<String> tags = new ArrayList<>(List.of("kedge", "reinforcement-learning", "rlvr"));
        if (adapted()) {
            tags.add("lora");
        }
        tags.add(recipe.objective().preset());
        keys.put("tags", tags.stream().distinct().toList());
        List<String> sets = data.stream()
                .map(file -> HubName.ofSnapshot(RepositoryKind.DATASET, file.path()))
                .flatMap(Optional::stream)
                .map(HubName::repository)
                .distinct()
                .toList();
        if (!sets.isEmpty()) {
            keys.put("datasets", sets);
        }
        return keys;
    }

    private String body() throws IOException {
        Path root = paths.root();
        String table = HeldOutFigures.of(new EvaluationLog(paths.evaluations())).table();
        return "# " + recipe.name() + "\n\n"
                + CardSections.subject(adapted(), root, model.source())
                + ", trained by reinforcement learning with verifiable rewards ([Kedge](https://kedge.dev)).\n\n"
                + CardSections.license(model.source())
                + CardSections.TRAINING + "\n"
                + training() + "\n"
                + (table.isEmpty()
                        ? ""
                        : "Share of right answers, with the 95 % interval over prompts. *Before* is before the first step of"
                                + " reinforcement learning"
                                + (recipe.warmStart().updates() > 0 ? ", after the warm start" : "")
                                + ".\n\n" + table + "\n")
                + "The recipe, every default filled in; files by their names alone:\n\n"
                + Markdown.block("yaml", PortableRecipe.yaml(recipe)) + "\n"
                + CardSections.loading(adapted())
                + "\n## Versions\n\n"
                + "Kedge " + Provenance.version() + ", libtorch "
                + Torch.versions().getOrDefault("pytorch", "") + ".\n";
    }

    private String training() {
        Recipe named = PortableRecipe.of(recipe);
        List<String> lines = new ArrayList<>();
        lines.add("recipe " + Markdown.code(recipe.name()) + ", preset "
                + Markdown.code(recipe.objective().preset()) + ", seed " + recipe.seed());
        if (recipe.warmStart().updates() > 0) {
            lines.add(recipe.warmStart().updates() + " updates of supervised warm start on "
                    + recipe.warmStart().batchSize() + " demonstrations each");
        }
        lines.add(recipe.steps() + " steps of " + recipe.rollout().promptsPerStep() + " prompts with "
                + recipe.rollout().groupSize() + " completions each, at most "
                + recipe.rollout().sampling().maxNewTokens() + " tokens long");
        lines.add("task " + Markdown.code(RecipeWriter.brief(named.task())) + ", judged by "
                + Markdown.code(RecipeWriter.brief(named.reward())));
        data.forEach(file ->
                lines.add("data " + Markdown.code(PortableRecipe.name(file.path())) + ", " + file.rows() + " rows"));
        return lines.stream().map(line -> "* " + line + "\n").collect(Collectors.joining());
    }
}
