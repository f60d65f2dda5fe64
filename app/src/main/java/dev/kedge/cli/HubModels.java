package dev.kedge.cli;

import dev.kedge.api.Choice;
import dev.kedge.cli.internal.DownloadProgress;
import dev.kedge.config.ConfigException;
import dev.kedge.hub.Hub;
import dev.kedge.hub.HubSettings;
import dev.kedge.task.HubDatasets;
import dev.kedge.train.policy.FromDirectory;
import dev.kedge.train.policy.FromGguf;
import dev.kedge.train.policy.ModelKinds;
import dev.kedge.train.recipe.Recipe;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/** The models that options name: folders and files here, or names of the Hugging Face hub, downloaded if they lack. */
final class HubModels {

    private HubModels() {}

    /**
     * Where a model is.
     *
     * @param given a path, or {@code OWNER/NAME[@REVISION]}
     * @param command whose standard error shows a download
     */
    static Path at(Path given, CommandSpec command) {
        return Hub.modelNamed(given).isEmpty() ? given : of(command).modelAt(given);
    }

    /**
     * A recipe whose model and data sets, those of the hub, are named with their commits: so that a run that goes on
     * later goes on with the same weights and rows.
     */
    static Recipe pinned(Recipe recipe, CommandSpec command) {
        return mapped(
                ofData(recipe, command),
                path -> Hub.modelNamed(path)
                        .map(name -> {
                            of(command).modelAt(path);
                            return Path.of(of(command).pinned(name).toString());
                        })
                        .orElse(path));
    }

    /** Settings whose data sets, those of the hub, are in the cache and named with their commits. */
    static <R extends Record> R ofData(R settings, CommandSpec command) {
        return HubDatasets.pinned(settings, of(command));
    }

    /** A recipe whose model, if it is one of the hub's, is the folder or file in the cache. */
    static Recipe here(Recipe recipe, CommandSpec command) {
        return mapped(recipe, path -> at(path, command));
    }

    private static Recipe mapped(Recipe recipe, UnaryOperator<Path> paths) {
        Record settings = recipe.model().config();
        if (settings instanceof FromDirectory from) {
            Path path = ConfigException.within("model.path", () -> paths.apply(from.path()));
            FromDirectory mapped = new FromDirectory(path, from.compute(), from.weights(), from.lora());
            return recipe.toBuilder()
                    .model(Choice.of(ModelKinds.DIRECTORY, mapped))
                    .build();
        }
        if (settings instanceof FromGguf from) {
            Path path = ConfigException.within("model.path", () -> paths.apply(from.path()));
            FromGguf mapped = new FromGguf(path, from.compute(), from.weights(), from.lora());
            return recipe.toBuilder().model(Choice.of(ModelKinds.GGUF, mapped)).build();
        }
        return recipe;
    }

    /** The hub that the environment names. */
    static Hub of(CommandSpec command) {
        return new Hub(
                HubSettings.ofEnvironment(),
                DownloadProgress.open(command.commandLine().getErr()));
    }
}
