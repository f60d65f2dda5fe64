package dev.kedge.train;

import dev.kedge.config.Loaded;
import dev.kedge.config.RecipeWriter;
import dev.kedge.internal.run.RunDirectory;
import dev.kedge.testing.GuessingGameRecipe;
import dev.kedge.testing.RecordedFiles;
import dev.kedge.train.event.TrainingListener;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The smallest run in which everything happens, run without a command line. */
public final class GuessingGame {

    private final GuessingGameRecipe files;

    /** Writes data set and recipe to a folder. */
    public GuessingGame(Path folder) {
        files = new GuessingGameRecipe(folder);
    }

    /** The recipe's file. */
    public Path recipe() {
        return files.recipe();
    }

    /** A folder below the one that was given. */
    public Path folder(String name) {
        return files.folder(name);
    }

    /** Runs the game as the train command does, from the start. */
    public RecordedFiles run(String name, String... overrides) throws IOException {
        start(folder(name), overrides);
        return RecordedFiles.of(folder(name));
    }

    /** Runs the game from the start. */
    public void start(Path directory, String... overrides) throws IOException {
        start(directory, TrainingListener.none(), overrides);
    }

    /** Runs the game from the start, watched. */
    public void start(Path directory, TrainingListener listener, String... overrides) throws IOException {
        Loaded<Recipe> recipe = Recipe.read(recipe(), List.of(overrides));
        try (Trainer trainer = trainer(recipe.value(), listener);
                RunDirectory run = RunDirectory.create(directory)) {
            run.writeConfig(RecipeWriter.toYaml(recipe.value()));
            trainer.run(run);
        }
    }

    private static Trainer trainer(Recipe recipe, TrainingListener listener) throws IOException {
        return Trainer.builder().recipe(recipe).listener(listener).build();
    }

    /** Goes on with a run from its own configuration. */
    public void resume(Path directory) throws IOException {
        resume(directory, TrainingListener.none());
    }

    /** Goes on with a run from its own configuration, watched. */
    public void resume(Path directory, TrainingListener listener) throws IOException {
        Recipe recipe =
                Recipe.read(directory.resolve("config.yaml"), new ArrayList<>()).value();
        try (Trainer trainer = trainer(recipe, listener);
                RunDirectory run = RunDirectory.resume(directory)) {
            trainer.run(run);
        }
    }
}
