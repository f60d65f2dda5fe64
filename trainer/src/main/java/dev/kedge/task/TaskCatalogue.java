package dev.kedge.task;

import dev.kedge.config.Choice;
import java.io.IOException;
import java.util.List;

/** The tasks that a recipe can name. To add one: a class and a line here. */
public final class TaskCatalogue {

    private static final List<TaskKind<?>> KINDS = List.of(
            new TaskKind<>(
                    "addition",
                    "sums of two numbers, worked column by column",
                    Addition.Config.class,
                    Addition.Config.DEFAULT,
                    (config, seed) -> new SyntheticTask(new Addition(config), seed)),
            new TaskKind<>(
                    "modular",
                    "chains of +, - and * modulo a small number",
                    ModularChain.Config.class,
                    ModularChain.Config.DEFAULT,
                    (config, seed) -> new SyntheticTask(new ModularChain(config), seed)),
            new TaskKind<>(
                    "countdown",
                    "reach a target from given numbers",
                    Countdown.Config.class,
                    Countdown.Config.DEFAULT,
                    (config, seed) -> new SyntheticTask(new Countdown(config), seed)),
            new TaskKind<>(
                    "dataset",
                    "rows of JSON lines, JSON, CSV or Parquet files",
                    DatasetTask.Config.class,
                    DatasetTask.Config.DEFAULT,
                    DatasetTask::read),
            new TaskKind<>(
                    "jsonl",
                    "an earlier name of the same",
                    DatasetTask.Config.class,
                    DatasetTask.Config.DEFAULT,
                    DatasetTask::read),
            new TaskKind<>(
                    "mixture",
                    "several tasks at once, by weight",
                    MixtureTask.Config.class,
                    MixtureTask.Config.DEFAULT,
                    MixtureTask::of));

    private TaskCatalogue() {}

    /**
     * Everything there is, in the order of the documentation.
     *
     * @return the kinds, each name once
     */
    public static List<TaskKind<?>> kinds() {
        return KINDS;
    }

    /**
     * The task that a recipe asks for.
     *
     * @param choice its kind and settings
     * @param seed the run's seed
     * @throws dev.kedge.config.ConfigException if the kind is unknown, or a setting is unknown, of the wrong type or
     *     out of range, or names a file that does not exist
     * @throws IllegalArgumentException if a file's content is wrong; the message begins with file and line
     * @throws IOException if a file is there and cannot be read
     */
    public static Task create(Choice choice, long seed) throws IOException {
        for (TaskKind<?> kind : KINDS) {
            if (kind.name().equals(choice.kind())) {
                return kind.create(choice, seed);
            }
        }
        throw choice.unknownKind(KINDS.stream().map(TaskKind::name).toList());
    }
}
