package dev.kedge.train;

import dev.kedge.config.ConfigException;
import dev.kedge.config.RecipeWriter;
import dev.kedge.internal.run.Provenance;
import dev.kedge.internal.run.ProvenanceChanges;
import dev.kedge.internal.run.RunDirectory;
import dev.kedge.internal.run.RunPaths;
import dev.kedge.internal.run.report.Report;
import dev.kedge.task.DataFile;
import dev.kedge.tensor.Compute;
import dev.kedge.tensor.Torch;
import dev.kedge.train.event.Summary;
import dev.kedge.train.event.TrainingListener;
import dev.kedge.train.internal.record.RunRecord;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training run that is ready to start: warm start, steps of reinforcement learning, held-out evaluation, and the
 * record of all of it.
 *
 * <pre>{@code
 * try (Trainer trainer = Trainer.builder()
 *         .model(Model.directory(path))
 *         .task(PromptTask.of(prompts))
 *         .reward((prompt, completion) -> …)
 *         .objective(Preset.named("atr-grpo").objective())
 *         .steps(200)
 *         .listener(step -> System.out.println(step.reward()))
 *         .build()) {
 *     Summary summary = trainer.run(directory);
 * }
 * }</pre>
 *
 * <p>Building finds every mistake in the settings before anything is written. A run goes on from the newest checkpoint
 * of its directory, if there is one; a resumed run ends with the same bytes as one that was never stopped.
 *
 * <p>A trainer runs once, on the thread that calls it, and computes on that thread with its own device and number of
 * threads. Several trainers may run at the same time, each on a thread of its own: what each of them writes is what it
 * would write alone.
 */
public final class Trainer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final RunAssembly parts;
    private final TrainingListener listener;
    private final AtomicBoolean begun = new AtomicBoolean();

    Trainer(RunAssembly parts, TrainingListener listener) {
        this.parts = parts;
        this.listener = listener;
    }

    /** A builder with the defaults of a recipe; model, task and what judges must be set. */
    public static TrainerBuilder builder() {
        return new TrainerBuilder();
    }

    /**
     * The trainer of a recipe, without listeners.
     *
     * @param recipe what to run
     * @return a trainer that has written nothing yet; the caller closes it
     * @throws ConfigException if a part cannot be built as the recipe says
     * @throws IOException if a data file is there and cannot be read
     */
    public static Trainer of(Recipe recipe) throws IOException {
        return builder().recipe(recipe).build();
    }

    /**
     * What a person should know before the run starts.
     *
     * @return one line each, none in the usual case
     */
    public List<String> warnings() {
        return parts.warnings();
    }

    /**
     * How much main memory the run is expected to need.
     *
     * @return a phrase such as {@code about 9.1 GiB of memory, and 20.3 GiB of 23.4 are free (weights 2.2, …)}
     */
    public String memory() {
        return parts.memory().toString();
    }

    /**
     * The files that prompts are read from.
     *
     * @return those of the task and of further data sets to evaluate
     */
    public List<DataFile> dataFiles() {
        return parts.files();
    }

    /**
     * The files that the verifiers of the run judge by, such as a schema or a database, by what each is to the run.
     *
     * @return files that exist
     */
    public Map<String, Path> verifierFiles() {
        return VerifierFiles.of(parts.recipe);
    }

    /**
     * Runs to the end and leaves everything in a directory that {@code ./kedge train} leaves: the trained model,
     * metrics, rollouts, checkpoints and the report.
     *
     * @param directory does not exist yet, is empty, or holds an earlier part of the same run, which is gone on with
     * @return what came out
     * @throws IllegalArgumentException if there is something else in the directory, or a run with other settings
     * @throws IllegalStateException if this trainer has run
     * @throws IOException if the run cannot be recorded
     */
    public Summary run(Path directory) throws IOException {
        if (begun.get()) {
            throw ranAlready();
        }
        String settings = RecipeWriter.toYaml(parts.recipe);
        boolean earlier = Files.isRegularFile(new RunPaths(directory).config());
        try (RunDirectory run = earlier ? RunDirectory.resume(directory) : RunDirectory.create(directory)) {
            RunPaths paths = run.paths();
            if (earlier && !Files.readString(paths.config()).equals(settings)) {
                throw new IllegalArgumentException("run directory " + directory
                        + " must be empty or hold this run, but its config.yaml has other settings");
            }
            run.writeConfig(settings);
            Map<String, Path> files = new LinkedHashMap<>();
            dataFiles().forEach(file -> files.put("data " + file.path(), file.path()));
            files.putAll(verifierFiles());
            Provenance provenance =
                    Provenance.collect(List.of(Trainer.class.getName()), parts.recipe.seed(), Torch.versions(), files);
            ProvenanceChanges.since(paths, provenance).forEach(LOG::warn);
            provenance.write(paths);
            Summary summary = run(run);
            Report.write(List.of(paths.root()), paths.report());
            return summary;
        }
    }

    /**
     * Runs to the end in a directory whose settings and provenance the caller has written.
     *
     * @param directory a new run, or one to go on with
     * @return what came out
     * @throws IOException if the run cannot be recorded
     */
    public Summary run(RunDirectory directory) throws IOException {
        if (begun.getAndSet(true)) {
            throw ranAlready();
        }
        try (Compute.Span span = parts.compute.open();
                RunRecord record = RunRecord.open(directory.paths(), parts.recipe.checkpoint())) {
            return new TrainingLoop(parts, record, listener).run();
        }
    }

    private static IllegalStateException ranAlready() {
        return new IllegalStateException("a trainer runs once, because its weights have changed; build another");
    }

    /** Releases the policy and the verifiers. */
    @Override
    public void close() {
        parts.close();
    }
}
