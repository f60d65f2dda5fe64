package dev.kedge.cli;

import dev.kedge.cli.internal.ConsoleProgress;
import dev.kedge.cli.internal.Progress;
import dev.kedge.cli.internal.ProgressListener;
import dev.kedge.config.ConfigException;
import dev.kedge.config.Loaded;
import dev.kedge.config.RecipeWriter;
import dev.kedge.internal.run.MetricsLog;
import dev.kedge.internal.run.Provenance;
import dev.kedge.internal.run.ProvenanceChanges;
import dev.kedge.internal.run.RunDirectory;
import dev.kedge.internal.run.RunPaths;
import dev.kedge.internal.run.SummaryTable;
import dev.kedge.internal.run.report.Report;
import dev.kedge.task.DataFile;
import dev.kedge.tensor.Torch;
import dev.kedge.train.Trainer;
import dev.kedge.train.event.TrainingListener;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kedge train}: runs a recipe, or goes on with a run. */
@Command(
        name = "train",
        description = "Trains a policy as a recipe says; without a recipe: the quickstart, recipes/quickstart.yaml.",
        footer = {
            "",
            "key.path=value overrides a setting of the recipe: seed=2, objective.condition.delta=0.03.",
            "--resume takes the recipe from the run's config.yaml and goes on from its newest checkpoint."
        })
final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "RECIPE.yaml | key.path=value", description = "A recipe, and overrides.")
    private List<String> arguments = List.of();

    @Option(
            names = "--run-dir",
            paramLabel = "DIR",
            description = "Where the run is kept. Default: runs/ and the recipe's name.")
    private Optional<Path> runDirectory = Optional.empty();

    @Option(names = "--resume", description = "Go on with the run that is there.")
    private boolean resume;

    @Override
    public Integer call() throws IOException {
        Loaded<Recipe> loaded = resume ? earlier() : Recipe.read(recipeFile(), overrides());
        Recipe recipe = located(loaded, () -> HubModels.pinned(loaded.value(), spec));
        PrintStream screen = System.err;
        try (Progress progress = ConsoleProgress.open(screen);
                Trainer trainer = build(loaded, recipe, new ProgressListener(progress));
                RunDirectory directory = open(recipe)) {
            if (!resume) {
                directory.writeConfig(RecipeWriter.toYaml(recipe));
            }
            Provenance provenance = provenance(recipe, trainer, directory.paths());
            ProvenanceChanges.since(directory.paths(), provenance)
                    .forEach(change -> progress.line("warning: " + change));
            provenance.write(directory.paths());
            progress.line("run directory " + directory.paths().root());
            progress.line("needs " + trainer.memory());
            trainer.run(directory);
            progress.close();
            Report.write(List.of(directory.paths().root()), directory.paths().report());
            print(directory.paths(), System.out);
        }
        return 0;
    }

    private Trainer build(Loaded<Recipe> loaded, Recipe recipe, TrainingListener listener) throws IOException {
        Recipe here = located(loaded, () -> HubModels.here(recipe, spec));
        try {
            return Trainer.builder().recipe(here).listener(listener).build();
        } catch (ConfigException e) {
            throw loaded.located(e);
        }
    }

    private static Recipe located(Loaded<Recipe> loaded, Supplier<Recipe> making) {
        try {
            return making.get();
        } catch (ConfigException e) {
            throw loaded.located(e);
        }
    }

    private RunDirectory open(Recipe recipe) throws IOException {
        if (resume) {
            return RunDirectory.resume(resumed());
        }
        return RunDirectory.create(
                runDirectory.isPresent()
                        ? runDirectory.get()
                        : RunDirectory.unusedName(RunDirectory.RUNS, recipe.name()));
    }

    private Loaded<Recipe> earlier() throws IOException {
        if (!overrides().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--resume goes on with the settings the run began with, so there must be no key.path=value, got "
                            + overrides().get(0));
        }
        Path config = new RunPaths(resumed()).config();
        if (!Files.isRegularFile(config)) {
            throw new IllegalArgumentException(
                    "cannot resume: " + resumed() + " must be a run directory, but it has no config.yaml");
        }
        return Recipe.read(config, List.of());
    }

    /** The directory that was named, or the newest run of the recipe. */
    private Path resumed() throws IOException {
        if (runDirectory.isPresent()) {
            return runDirectory.get();
        }
        String name = Recipe.read(recipeFile(), List.of()).value().name();
        return RunDirectory.newestOf(RunDirectory.RUNS, name);
    }

    private Path recipeFile() {
        List<String> recipes =
                arguments.stream().filter(argument -> !isOverride(argument)).toList();
        if (recipes.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "there must be one recipe at most, got " + String.join(" and ", recipes));
        }
        return recipes.isEmpty()
                ? Path.of(System.getProperty("kedge.home", "")).resolve("recipes/quickstart.yaml")
                : Path.of(recipes.get(0));
    }

    private List<String> overrides() {
        return arguments.stream().filter(TrainCommand::isOverride).toList();
    }

    private static boolean isOverride(String argument) {
        return argument.contains("=");
    }

    private Provenance provenance(Recipe recipe, Trainer trainer, RunPaths paths) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(Provenance.RECIPE, resume ? paths.config() : recipeFile());
        for (DataFile file : trainer.dataFiles()) {
            String name = "data " + file.path().getFileName();
            files.put(files.containsKey(name) ? "data " + file.path() : name, file.path());
        }
        files.putAll(trainer.verifierFiles());
        for (Path jar : UserJars.onClassPath()) {
            files.put("class path " + jar.getFileName(), jar);
        }
        List<String> command = spec.commandLine().getParseResult().originalArgs();
        return Provenance.collect(command, recipe.seed(), Torch.versions(), files);
    }

    private static void print(RunPaths paths, PrintStream out) throws IOException {
        out.println();
        SummaryTable.of(MetricsLog.read(paths.metrics())).print(out);
        out.printf("%nmodel    %s%nreport   %s%n", paths.root(), paths.report());
    }
}
