package dev.kedge.task;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A task as a run sees it: prompts and demonstrations of each split, and what goes with them. */
public interface Task {

    /**
     * The prompts of a split.
     *
     * @param split which part
     * @throws dev.kedge.config.ConfigException if a data set has no prompt in that split
     */
    TaskSource prompts(Split split);

    /**
     * The worked solutions of a split.
     *
     * @param split which part
     * @return its demonstrations; empty if the task has none
     */
    default Optional<DemonstrationSource> demonstrations(Split split) {
        return Optional.empty();
    }

    /**
     * Every character that prompts and demonstrations can contain, for a tokenizer made for this task.
     *
     * @return the characters, each once, in a fixed order; empty if the task is not limited to a small set
     */
    default Optional<String> alphabet() {
        return Optional.empty();
    }

    /**
     * The kind of verifier to use where the recipe names none.
     *
     * @return a kind known to the catalogue of verifiers; empty if the task goes with none
     */
    default String verifierKind() {
        return "";
    }

    /**
     * The task with each of its data sets made into something else: itself, or those that it is a mixture of.
     *
     * @param change is given each data set
     */
    default Task changing(UnaryOperator<Task> change) {
        return change.apply(this);
    }

    /**
     * The files the task was read from.
     *
     * @return one entry per file, empty for a generator
     */
    default List<DataFile> files() {
        return List.of();
    }
}
