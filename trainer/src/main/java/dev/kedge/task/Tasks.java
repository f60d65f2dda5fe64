package dev.kedge.task;

import dev.kedge.api.About;
import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Kind;
import java.util.List;
import java.util.function.Function;

/**
 * The tasks that a recipe can name. To add one: a class and a line here; or, outside of Kedge, a class on the class
 * path or a {@link dev.kedge.api.KindProvider} whose kind makes a {@link Task}, or a {@link TaskMaker} where the run's
 * seed matters.
 */
public final class Tasks {

    private static final List<Kind<?, TaskMaker>> KINDS = List.of(
            kind(
                    "addition",
                    "sums of two numbers, worked column by column",
                    Addition.Config.DEFAULT,
                    config -> seed -> new SyntheticTask(new Addition(config), seed)),
            kind(
                    "modular",
                    "chains of +, - and * modulo a small number",
                    ModularChain.Config.DEFAULT,
                    config -> seed -> new SyntheticTask(new ModularChain(config), seed)),
            kind(
                    "countdown",
                    "reach a target from given numbers",
                    Countdown.Config.DEFAULT,
                    config -> seed -> new SyntheticTask(new Countdown(config), seed)),
            kind(
                    "dataset",
                    "rows of JSON lines, JSON, CSV or Parquet files",
                    DatasetTask.Config.DEFAULT,
                    config -> seed -> DatasetOpening.read(HubDatasets.local(config), seed)),
            kind(
                    "jsonl",
                    "the same by its first name",
                    DatasetTask.Config.DEFAULT,
                    config -> seed -> DatasetOpening.read(HubDatasets.local(config), seed)),
            kind(
                    "mixture",
                    "several tasks at once, by weight",
                    MixtureTask.Config.DEFAULT,
                    config -> seed -> MixtureTask.of(config, seed)));

    private Tasks() {}

    /**
     * Kedge's own and those of other jars.
     *
     * @param foreign kinds of any types
     * @return the catalogue, Kedge's own in the order of the documentation
     */
    public static Catalogue<TaskMaker> catalogue(ForeignKinds foreign) {
        return Catalogue.of(TaskMaker.class, KINDS)
                .<Task>accepting(Task.class, task -> seed -> task)
                .with(foreign);
    }

    /**
     * One of Kedge's own tasks, every setting at its default.
     *
     * @param kind what a recipe would write: {@code addition}
     * @return the choice
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Choice<TaskMaker> named(String kind) {
        return Choice.of(catalogue(ForeignKinds.none()).kind(kind));
    }

    private static <C extends Record> Kind<C, TaskMaker> kind(
            String name, String title, C defaults, Function<C, TaskMaker> maker) {
        return Kind.of(TaskMaker.class, name, About.of(title), defaults, maker);
    }
}
