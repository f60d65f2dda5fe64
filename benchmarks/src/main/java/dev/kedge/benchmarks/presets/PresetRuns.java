package dev.kedge.benchmarks.presets;

import dev.kedge.config.RecipeWriter;
import dev.kedge.internal.run.MetricsLog;
import dev.kedge.internal.run.Phase;
import dev.kedge.internal.run.Provenance;
import dev.kedge.internal.run.RunDirectory;
import dev.kedge.internal.run.RunPaths;
import dev.kedge.tensor.Torch;
import dev.kedge.train.Trainer;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Runs of every preset on the quickstart's task with seeds 1 to 3, each of which leaves a line of numbers.
 *
 * <p>The warm start is the same for all presets, so it is done once for each seed; every preset then begins with the
 * checkpoint it leaves. As random streams are named by seed, purpose, step and index, a run is the same as one that
 * does its own warm start. What has a line already is not run again: the program can be stopped and started at any
 * time, and it adds presets that are new or have changed. Warm starts are kept in {@code runs/presets} and are used as
 * they are; delete them when the recipe's task, model or warm start has changed.
 *
 * <pre>
 * benchmarks/presets [PRESET…]
 * </pre>
 */
public final class PresetRuns {

    private static final int STEPS = 20;
    static final long SEEDS = 3;

    private final Path recipe;
    private final Path runs;
    private final Path results;
    private final Path page;

    private PresetRuns(Path home) {
        this.recipe = home.resolve("recipes/quickstart.yaml");
        this.runs = home.resolve("runs/presets");
        this.results = home.resolve("docs/experiments/presets.jsonl");
        this.page = home.resolve("docs/experiments/presets.md");
    }

    /**
     * Runs what has not been run, prints each line as it is written, and in the end puts the page's tables right.
     *
     * @param arguments names of presets; none for all
     * @throws IOException if a run cannot be recorded
     */
    public static void main(String[] arguments) throws IOException {
        new PresetRuns(Path.of(System.getProperty("kedge.home", ""))).run(Set.of(arguments));
    }

    private void run(Set<String> chosen) throws IOException {
        List<Variant> all = Variant.all(recipe);
        requireKnown(chosen, all);
        List<Variant> variants = all.stream()
                .filter(variant -> chosen.isEmpty() || chosen.contains(variant.name()))
                .toList();
        Set<String> done = done();
        for (long seed : LongStream.rangeClosed(1, SEEDS).toArray()) {
            Path start = runs.resolve("start-" + seed);
            for (Variant variant : variants) {
                if (done.add(RunResult.key(variant, seed, STEPS))) {
                    warmStart(start, seed);
                    String line = result(variant, start, seed);
                    Files.writeString(results, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    System.out.println(line);
                }
            }
        }
        List<String> lines = Files.readAllLines(results);
        Files.writeString(page, new PresetsPage(all, lines).rewritten(Files.readString(page)));
    }

    private static void requireKnown(Set<String> chosen, List<Variant> all) {
        List<String> names = all.stream().map(Variant::name).toList();
        chosen.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("preset must be one of " + String.join(", ", names) + ", got " + name);
        });
    }

    private Set<String> done() throws IOException {
        Set<String> done = new HashSet<>();
        if (Files.exists(results)) {
            Files.readAllLines(results).forEach(line -> done.add(RunResult.key(line)));
        }
        return done;
    }

    private void warmStart(Path start, long seed) throws IOException {
        Path metrics = new RunPaths(start).metrics();
        if (!Files.exists(metrics)
                || MetricsLog.read(metrics).stream().noneMatch(line -> line.phase() == Phase.SUMMARY)) {
            train(start, List.of("seed=" + seed, "steps=0"));
        }
    }

    /** The line of a run. A run that stops, as one does whose loss is no number, is a result too. */
    private String result(Variant variant, Path start, long seed) throws IOException {
        List<String> overrides = new ArrayList<>(variant.overrides());
        overrides.addAll(List.of(
                "seed=" + seed,
                "steps=" + STEPS,
                "warm_start.updates=0",
                "model={kind: directory, path: \"" + start + "\"}",
                "evaluation.every=" + STEPS,
                "checkpoint.every=" + STEPS));
        Path directory = RunDirectory.unusedName(runs, variant.name() + "-" + seed);
        try {
            String commit = train(directory, overrides);
            return RunResult.of(variant, seed, STEPS, commit, MetricsLog.read(new RunPaths(directory).metrics()));
        } catch (RuntimeException failure) {
            return RunResult.failed(variant, seed, STEPS, failure);
        }
    }

    /** Makes a run as {@code ./kedge train} does, or goes on with it; gives the commit of the sources. */
    private String train(Path directory, List<String> overrides) throws IOException {
        Recipe settings = Recipe.read(recipe, overrides).value();
        boolean resumed = Files.exists(new RunPaths(directory).config());
        try (Trainer trainer = Trainer.of(settings);
                RunDirectory run = resumed ? RunDirectory.resume(directory) : RunDirectory.create(directory)) {
            run.writeConfig(RecipeWriter.toYaml(settings));
            List<String> command =
                    Stream.concat(Stream.of("train"), overrides.stream()).toList();
            Provenance provenance =
                    Provenance.collect(command, settings.seed(), Torch.versions(), Map.of("recipe", recipe));
            provenance.write(run.paths());
            trainer.run(run);
            return provenance.commit().orElse("unknown");
        }
    }
}
